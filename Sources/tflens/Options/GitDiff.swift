import ModelFormat

/// The arguments with which git calls the command of a diff driver.
///
/// `path old-file old-hex old-mode new-file new-hex new-mode`, followed by the new path and a summary for a
/// renamed file. Source: gitattributes(5) and git(1), `GIT_EXTERNAL_DIFF`.
struct GitDiff {
  /// The path in the repository, and the path that it was renamed to.
  let (path, newPath): (FilePath, FilePath)
  /// Files with the contents, temporary or in the work tree.
  let (old, new): (FilePath, FilePath)

  /// Nil if the arguments are not those of git.
  init?(_ arguments: [FilePath]) {
    guard arguments.count == 7 || arguments.count == 9 else { return nil }
    path = arguments[0]
    newPath = arguments.count == 9 ? arguments[7] : arguments[0]
    (old, new) = (arguments[1], arguments[4])
  }

  /// What happened to a model that exists only on one side.
  var missingSide: String? {
    let none = FilePath("/dev/null")
    return old == none ? "added" : new == none ? "removed" : nil
  }
}
