use detente::source::canonical;

use super::*;

fn of(page: &str) -> String {
    canonical(&read(page).expect("it is a page").text).text
}

const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><title>Talks fail - The Gazette</title>
<meta name="author" content="R. Adan"><meta property="article:published_time" content="2026-05-12T08:00:00Z">
<link rel="canonical" href="https://gazette.test/talks"><style>p { color: red }</style>
<script>document.write("<p>never seen</p>")</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/p">Politics</a></li></ul></nav>
<div id="cookie-banner"><p>We use cookies to make this site better for you.</p><button>Accept</button></div>
<article><h1>Talks fail</h1>
<p>Delegates of the two valleys ended their meeting at the old customs house on Monday without a paper &mdash; and
no day was named for another. &ldquo;We will <b>not</b> sign,&rdquo; said the chief engineer, who came late.</p>
<p>Farmers waiting outside were told that the gauges at the border would stay closed until the rains, and that nobody
could say what would happen to the summer release, which both sides need for their fields.</p>
<ul><li>no fixed release</li><li>no joint gauges<ul><li>in May</li></ul></li></ul>
<table><tr><th>who</th><th>asks</th></tr><tr><td>Tarsa</td><td>450&nbsp;m3/s</td></tr></table>
<p style="display: none">Hidden words.</p><p hidden>More of them.</p><noscript><p>Turn scripts on.</p></noscript>
<p>The next meeting, said the mediator, is &#8220;a matter of weeks&#8221;, if the parties want it at all.</p>
</article><footer><p>Copyright The Gazette</p></footer></body></html>"#;

#[test]
fn the_main_text() {
    let text = of(PAGE);
    assert!(text.starts_with("Talks fail\n\nDelegates of the two valleys ended"), "{text}");
    for part in [
        "without a paper — and no day was named for another. “We will not sign,” said the chief engineer",
        "\n- no fixed release\n- no joint gauges\n  - in May\n",
        "\nwho | asks\nTarsa | 450\u{a0}m3/s\n",
        "“a matter of weeks”, if the parties want it at all.\n",
    ] {
        assert!(text.contains(part), "{part:?} in {text}");
    }
    for part in
        ["never seen", "Home", "cookies", "Accept", "Hidden", "More of them", "scripts on", "Copyright", "color"]
    {
        assert!(!text.contains(part), "{part:?} in {text}");
    }
}

#[test]
fn what_it_says_of_itself() {
    let found = read(PAGE).expect("it is a page");
    let told = [found.title, found.author, found.published, found.url, found.language].map(Option::unwrap_or_default);
    assert_eq!(
        told,
        ["Talks fail - The Gazette", "R. Adan", "2026-05-12T08:00:00Z", "https://gazette.test/talks", "en-GB"]
    );
    assert!(
        found.notes.iter().any(|n| n.starts_with("took ") && n.contains("words that the page shows")),
        "{:?}",
        found.notes
    );
    let page = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"G"},
        {"@type":["NewsArticle"],"headline":"H","datePublished":"2026-05-01","author":[{"name":"A"},{"name":"B"}]}]}</script><p>x"#;
    let found = read(page).expect("it is a page");
    assert_eq!(
        [found.title, found.author, found.published].map(Option::unwrap_or_default),
        ["H", "A, B", "2026-05-01"]
    );
}

#[test]
fn short_pages_and_parts_of_pages() {
    assert_eq!(of("<p>Tarsa will sign.</p><p>So it says.</p>"), "Tarsa will sign.\n\nSo it says.\n");
    assert_eq!(of("just words"), "just words\n");
    assert_eq!(
        of("<nav>Home</nav><div>One<br>two <i>three</i>\n four</div><footer>x</footer>"),
        "One\ntwo three four\n"
    );
    assert_eq!(of("<div dir=rtl>לא <b>נחתום</b></div>"), "לא נחתום\n");
    assert_eq!(
        of("<p>An article on cookie law</p><div class='cookie-story'>stays</div>"),
        "An article on cookie law\n\nstays\n"
    );
    assert_eq!(of("<script>only()</script>"), "");
    assert_eq!(of(""), "");
    assert_eq!(
        of("<ol start=3><li><p>third</p></li><li>fourth</li></ol><pre>a\n  b</pre>"),
        "3. third\n4. fourth\n\na\n  b\n"
    );
}

#[test]
fn hostile_pages_end() {
    assert!(read(&"<div>".repeat(100_000)).is_err_and(|f| f.is.contains("open within each other")));
    assert!(read(&"<b>".repeat(100_000)).is_err());
    assert!(read(&("<div>".repeat(1_900) + "deep")).is_ok_and(|f| f.text.contains("deep")));
    for part in ["<p>x", "<li>x", "<td>", "<!--", "</p>", "<x/>", "<a href=", "&amp", "<br>", "<script>", "<table><tr>"]
    {
        let _ = read(&part.repeat(1_500));
    }
}
