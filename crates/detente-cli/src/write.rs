//! Writing files, whole or not at all.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
};

use crate::output::Refusal;

/// Writes a file: beside its place first, then in it. One that exists is written over only where `force` says so.
pub(crate) fn write_new(path: &Path, text: &str, force: bool) -> Result<(), Refusal> {
    let name = path.display();
    let refuse = |fault: std::io::Error| match fault.kind() {
        ErrorKind::AlreadyExists => taken(path),
        ErrorKind::NotFound => Refusal::new(format!("the folder of `{name}` does not exist")).help("make it first"),
        _ => Refusal::new(format!("cannot write `{name}`: {fault}")),
    };
    if path.is_dir() {
        return Err(Refusal::new(format!("`{name}` is a folder")).help("give the name of a file"));
    }
    if !force {
        free(path)?;
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new().prefix(".detente-").tempfile_in(folder).map_err(refuse)?;
    beside.write_all(text.as_bytes()).map_err(refuse)?;
    allow_reading(beside.path(), path).map_err(refuse)?;
    beside.as_file().sync_all().map_err(refuse)?;
    let put = if force { beside.persist(path) } else { beside.persist_noclobber(path) };
    put.map(|_| ()).map_err(|fault| refuse(fault.error))
}

/// Writes a file in the place of one that was read: beside it first, then in its place. `read` is what it held when it was
/// read; where it holds something else by now, it is left as it is. `again` is the command to run once more, and what can be
/// done where the file may not be written.
pub(crate) fn write_over(path: &Path, read: &[u8], text: &str, again: (&str, &str)) -> Result<(), Refusal> {
    let name = path.display();
    let refuse = |fault: std::io::Error| Refusal::new(format!("cannot write `{name}`: {fault}"));
    // A link stays a link: what it points to is replaced.
    let path = &fs::canonicalize(path).map_err(refuse)?;
    let permissions = fs::metadata(path).map_err(refuse)?.permissions();
    if permissions.readonly() {
        return Err(
            Refusal::new(format!("`{name}` is write-protected")).help(format!("allow writing to it, or {}", again.1))
        );
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(refuse)?;
    beside.write_all(text.as_bytes()).map_err(refuse)?;
    fs::set_permissions(beside.path(), permissions).map_err(refuse)?;
    beside.as_file().sync_all().map_err(refuse)?;
    // An editor may have saved the file in the meantime: what was written there must not be lost.
    if fs::read(path).map_err(refuse)? != read {
        return Err(Refusal::new(format!("`{name}` was changed by another program, and is left as it is now"))
            .help(format!("run `{}` once more", again.0)));
    }
    beside.persist(path).map(|_| ()).map_err(|fault| refuse(fault.error))
}

/// That nothing is there yet.
pub(crate) fn free(path: &Path) -> Result<(), Refusal> {
    if fs::symlink_metadata(path).is_ok() { Err(taken(path)) } else { Ok(()) }
}

fn taken(path: &Path) -> Refusal {
    Refusal::new(format!("`{}` exists already", path.display()))
        .help("choose another name, or write over it with `--force`")
}

/// A file that is written beside its place is at first for its writer alone: it becomes what the one in its place was, or
/// else what new files are.
fn allow_reading(beside: &Path, path: &Path) -> std::io::Result<()> {
    if let Ok(there) = fs::metadata(path) {
        return fs::set_permissions(beside, there.permissions());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(beside, fs::Permissions::from_mode(0o644))?;
    }
    Ok(())
}
