//! The question `deals`: which packages are possible, efficient and fair.

pub(crate) mod nonlinear;
