/// How large pointers are, and with them the structures that a runtime keeps.
public enum PointerWidth: Int, Sendable, CaseIterable {
  /// Those of a microcontroller.
  case bits32 = 32
  /// Those of a workstation.
  case bits64 = 64
}
