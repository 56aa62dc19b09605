//! Writing files, whole or not at all.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use crate::output::Refusal;

/// Writes a file: beside its place first, then in it. One that exists is written over only where `force` says so.
pub(crate) fn write_new(path: &Path, text: &str, force: bool) -> Result<(), Refusal> {
    Ready::new(path, text, force)?.put()
}

/// Writes several files: all are written beside their places before the first is put in its own.
pub(crate) fn write_all(files: &[(&Path, String)], force: bool) -> Result<(), Refusal> {
    let ready = files.iter().map(|(path, text)| Ready::new(path, text, force)).collect::<Result<Vec<_>, _>>()?;
    ready.into_iter().try_for_each(Ready::put)
}

/// A file that was written whole and waits beside its place.
struct Ready<'a> {
    path: &'a Path,
    beside: tempfile::NamedTempFile,
    force: bool,
}

impl<'a> Ready<'a> {
    fn new(path: &'a Path, text: &str, force: bool) -> Result<Self, Refusal> {
        let refuse = |fault| refusal(path, &fault);
        if path.is_dir() {
            return Err(Refusal::new(format!("`{}` is a folder", path.display())).help("give the name of a file"));
        }
        if !force {
            free(path)?;
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut beside = tempfile::Builder::new().prefix(".detente-").tempfile_in(folder).map_err(refuse)?;
        beside.write_all(text.as_bytes()).map_err(refuse)?;
        allow_reading(beside.path(), path).map_err(refuse)?;
        beside.as_file().sync_all().map_err(refuse)?;
        Ok(Ready { path, beside, force })
    }

    fn put(self) -> Result<(), Refusal> {
        let put = if self.force { self.beside.persist(self.path) } else { self.beside.persist_noclobber(self.path) };
        put.map(|_| ()).map_err(|fault| refusal(self.path, &fault.error))
    }
}

fn refusal(path: &Path, fault: &std::io::Error) -> Refusal {
    let name = path.display();
    match fault.kind() {
        ErrorKind::AlreadyExists => taken(path),
        ErrorKind::NotFound => Refusal::new(format!("the folder of `{name}` does not exist")).help("make it first"),
        _ => Refusal::new(format!("cannot write `{name}`: {fault}"))
            .help("choose a place where files can be written, or make room there"),
    }
}

/// That no file is written twice, and none over a file that is `kept`: the case, a document of it.
pub(crate) fn apart(paths: &[&PathBuf], kept: &[PathBuf]) -> Result<(), Refusal> {
    for (n, path) in paths.iter().enumerate() {
        if paths[..n].iter().any(|other| one(other, path)) {
            return Err(Refusal::new(format!("`{}` would be written twice", path.display()))
                .help("give each output a file of its own"));
        }
        if let Some(kept) = kept.iter().find(|kept| one(kept, path)) {
            return Err(Refusal::new(format!("`{}` would be written over", kept.display()))
                .help("the answer rests on that file: choose another name for the output"));
        }
    }
    Ok(())
}

/// Whether two paths lead to one file, whether or not it exists yet.
fn one(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = || Some(fs::canonicalize(folder).ok()?.join(path.file_name()?));
        fs::canonicalize(path).ok().or_else(beside).unwrap_or_else(|| path.to_owned())
    };
    a == b || real(a) == real(b)
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
