import ArgumentParser
import Auditing
import Batching
import Rewriting
import Targeting

/// The values that a shell completes.
///
/// The shell runs tflens for them, so that no other command pays for these lists.
enum Completions {
  /// Ids and names of rules.
  static var rules: CompletionKind {
    .custom { _, _, _ in RuleCatalog.all.flatMap { [$0.info.id, $0.info.name] } }
  }

  /// Names of targets.
  static var targets: CompletionKind { .custom { _, _, _ in TargetCatalog.ids } }

  /// Names of passes.
  static var passes: CompletionKind { .custom { _, _, _ in PassCatalog.all.map(\.id) } }

  /// Views of the database of a batch.
  static var views: CompletionKind { .custom { _, _, _ in ZooAnswer.knownViews } }
}
