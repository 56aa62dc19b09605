//! What an answer can say, each with its key for programs and in words.

macro_rules! says {
    ($($name:ident $key:literal $words:literal;)*) => {
        /// Something that an answer says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Says {$(
            #[doc = $words]
            $name,
        )*}

        impl Says {
            /// Its key in the machine contract.
            pub fn key(self) -> &'static str {
                match self { $(Says::$name => $key,)* }
            }

            /// In words: what is so where the check holds.
            pub(super) fn words(self) -> &'static str {
                match self { $(Says::$name => $words,)* }
            }
        }
    };
}

says! {
    Title "title" "the case is called so";
    Completeness "completeness" "it says rightly how complete it is";
    Parts "parts" "it has the parts that belong to such an answer, and no others";
    Form "form" "everything named is in the case, and told as the case has it";
    Cautions "cautions" "what it rests on is marked as it should be";
    AllPackages "all_packages" "there are so many packages";
    AcceptablePackages "acceptable_packages" "so many packages are acceptable";
    FeasiblePackages "feasible_packages" "so many packages are feasible";
    ListOfAcceptable "list_of_acceptable" "these are the packages that all could sign, where they are few enough to list";
    OrderOfAll "order_of_all" "it says rightly whether every package can be carried out";
    Verdict "verdict" "the verdict is right";
    Agreement "agreement" "it is an agreement: constraints and whatever is held allow it, its steps can be done in this order, and worth is right";
    CannotHold "cannot_hold" "the members of a conflict cannot hold together";
    NoneIdle "none_idle" "without any one of them, the others can";
    RestsOn "rests_on" "this suffices to rule every package out, and no constraint or step in it is idle";
    GivesWay "gives_way" "it says rightly whether a member could alone make an agreement possible";
    Ring "ring" "who waits for whom is as the rules have it, and there is a ring where one is told";
    ConflictsInOrder "conflicts_in_order" "each conflict is told once, the smallest first";
    ConflictsAreAll "conflicts_are_all" "there is no other conflict";
    Cost "cost" "the cost is the sum of firmness, and nothing absolute is given up";
    WayOutWorks "way_out_works" "with these given up there is an agreement";
    NoneNeedless "none_needless" "with any one of them kept there is none";
    WaysOutInOrder "ways_out_in_order" "each way out is told once, the cheapest first";
    WaysOutAreAll "ways_out_are_all" "there is no other way out, or none as cheap as those listed";
    WaysOutTotal "ways_out_total" "there are so many ways out";
    Knots "knots" "knots are what conflicts join, each with its own ways out";
    Pivots "pivots" "parties and demands stand in so many conflicts and ways out, and can unblock alone where it is told";
    Obstacles "obstacles" "whoever is called an obstacle is found to be one, or not, by where the party stands";
    FilledIn "filled_in" "these issues were left open";
    Worth "worth" "it is worth so much to each party";
    Violates "violates" "the package breaks these rules and no others";
    Shortfalls "shortfalls" "so much is missing to each walk-away";
    OrderImpossible "order_impossible" "it says rightly whether the steps of the package could ever be done";
    OrderConflict "order_conflict" "these demands of order cannot hold together in the package, and none of them is idle";
    OrderConflictsAreAll "order_conflicts_are_all" "there is no other conflict of order in the package";
    Price "price" "this is what it would take to have the package, and nothing less does";
    Disputes "disputes" "these are the things that are disputed";
    Readings "readings" "every reading is told, once";
    Reading "reading" "under a reading, what is told of it is right";
    Depends "depends" "it says rightly what depends on a dispute";
    Dropped "dropped" "these are taken for given up";
    AnyAcceptable "any_acceptable" "it says rightly whether any package is acceptable";
    Sides "sides" "walk-aways, and the worst and the best that can be, are right";
    Ideal "ideal" "this is the best that an acceptable package brings each party";
    Disagreement "disagreement" "this is what no agreement is worth to each party";
    FrontierAcceptable "frontier_acceptable" "each package of the frontier is acceptable and worth so much";
    FrontierUndominated "frontier_undominated" "none of them is dominated by another, and no worth is told twice";
    FrontierComplete "frontier_complete" "no acceptable package is left out that nothing listed equals or dominates";
    FrontierInOrder "frontier_in_order" "the highest sum of worth comes first";
    FrontierPromise "frontier_promise" "no acceptable package is better than all that is listed by more than is promised";
    FrontierBounds "frontier_bounds" "no acceptable package has a higher weighted sum of worth than is told";
    Others "others" "so many others are worth the same";
    Solution "solution" "the packages are those that the definition picks, all of them";
    SolutionWorth "solution_worth" "worth, gain and distance from the best are right";
    Depth "depth" "so many packages have to be named by each party";
    Nearest "nearest" "these packages are the nearest to what all could accept";
    Division "division" "the items are divided as Adjusted Winner divides them";
    Trial "trial" "the package that was asked about stands as it is told";
    Orders "orders" "each package can be carried out in this order, or in none";
    Shares "shares" "shares are what the samples come to, and the middle numbers are told rightly";
    Samples "samples" "what was seen in samples is so";
    States "states" "these are the feasible states, numbered as they should be";
    Classes "classes" "these states are told apart by nobody";
    StatusQuo "status_quo" "things stand so at present";
    Stable "stable" "just these states are stable";
    Equilibria "equilibria" "just these states are equilibria";
    Mixed "mixed" "just these states are equilibria under the concepts asked for";
    Coalitions "coalitions" "just these states are stable for the coalition";
    Reason "reason" "the reason shows what it is told for, step by step";
    Limited "limited" "just these states are stable for so limited a look ahead";
    Path "path" "each step of the way can be made, and is an improvement where it should be";
    Unreached "unreached" "there is no way where none is told, and no shorter one where one is";
    Inverse "inverse" "what would have to be preferred is right: conditions, numbers of rankings, the cheapest change";
    StableOther "stable_other" "what else is told of stability is so";
    Settled "settled" "the package settles what was asked for";
    Allowed "allowed" "no constraint rules the package out";
    HowChosen "how_chosen" "the package was come by as it is told";
    Chosen "chosen" "it is the package of the named solution";
    LeastGivenUp "least_given_up" "for no package less would have to be given up";
    Goals "goals" "it is for these steps";
    Beside "beside" "these goals, and no others, are none of the package";
    Dates "dates" "days are told as the dates that they fall on";
    Reachable "reachable" "just these steps can be done as things stand, with all credit repaid";
    OrderOrBridges "order_or_bridges" "an order is told where there is one, and bridges where there is none";
    Blocked "blocked" "just these steps are needed, and cannot be done";
    MissingSteps "missing_steps" "just these steps are needed, and nobody performs them or the package does not contain them";
    Cores "cores" "just these steps wait for each other, and each ring goes round by rules of the case";
    Escapes "escapes" "just without these alternatives steps would wait for each other";
    Openings "openings" "just these missing steps would let more be done";
    Meanings "meanings" "it says rightly what depends on how demands are read";
    Order "order" "no step comes before what it waits for, all credit is repaid, and all goals are done";
    Days "days" "no step starts before its date, or before what it waits for is over and found done";
    Meets "meets" "each precondition is met by what is told to meet it, from the day on that is told";
    NeededSteps "needed_steps" "just what goals need is told, and one act is only what must be";
    Earliest "earliest" "no step could start earlier";
    Phases "phases" "phases are right";
    End "end" "all takes so many days, and may take so many";
    Latest "latest" "no step could start later than its latest day with all done in time";
    Critical "critical" "just these steps put all off if they are put off by a day";
    CriticalPath "critical_path" "the chain holds, step by step, and ends on the last day";
    Late "late" "just this is late, by so many days, and the chain to it holds";
    Credits "credits" "just this comes on credit, given and repaid on these days";
    Checks "checks" "just these checks are made, on these days";
    Irreversible "irreversible" "just these steps cannot be undone";
    Exposure "exposure" "after each act each party has so much, and is exposed by so much at the worst";
    Hold "hold" "whoever acts gains so much by going on, and stops just where it is told";
    SafestHolds "safest_holds" "the safest order is possible, with this exposure";
    SafestLeast "safest_least" "no order leaves somebody exposed by less";
    BridgeCost "bridge_cost" "its cost is the sum of what it weakens, and nothing is weakened that cannot be";
    BridgeWorks "bridge_works" "with these on credit all goals are done, and all credit is repaid";
    BridgesInOrder "bridges_in_order" "each bridge is told once, the cheapest first";
    BridgesAreAll "bridges_are_all" "there is no other bridge, where all are told";
    BridgesTotal "bridges_total" "there are so many bridges";
    BridgesLeast "bridges_least" "no bridge that is not told is cheaper than is told";
    Hopeless "hopeless" "it says rightly whether all that can come on credit is enough";
    Instruments "instruments" "each instrument is told with what it takes, or with the condition that fails";
}
