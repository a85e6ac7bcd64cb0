import ArgumentParser
import Batching
import MemoryPlanning
import ModelFormat
import Reporting
import Targeting

extension TFLens {
  /// `tflens memory`: how much RAM and flash a model takes.
  struct Memory: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "memory",
      abstract: "Show how much RAM and flash a model needs, and which operator sets the peak.",
      usage: "tflens memory [<options>] <models> ...",
      discussion: """
        The arena is planned as TensorFlow Lite Micro plans it, with its greedy planner and its \
        reference kernels: activations and scratch buffers share the head, and persistent data is in the \
        tail. The optimized kernels of CMSIS-NN and ESP-NN may need more scratch, which is not counted.

        Examples:
          tflens memory m.tflite                      the arena, and its peak
          tflens memory m.tflite --budget 256Ki       does it fit? (status 1 if not)
          tflens memory m.tflite --target board.yaml  does it fit the board?
          tflens memory m.tflite --shape image=1,96,96,1
          tflens memory m.tflite --format csv         live bytes at each operator
          tflens memory *.tflite --format ndjson      a line for each model

        Exit status, the highest that applies: 0 done; 1 over the budget or the memory of a target, or not known to \
        fit, because a part of the arena (in the reference kernels) is unknown; 2 usage; 3 a file cannot be read.
        """
    )
    .under("tflens")

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, ndjson, csv }

    @OptionGroup var input: ModelArguments

    @Option(
      parsing: .unconditional,
      help: "Size of pointers in TensorFlow Lite Micro: 32 on microcontrollers, or 64.")
    var pointerBits = 32

    @Option(help: "Bytes of RAM that the arena may take (256k = 256000, 256Ki = 262144).")
    var budget: ByteAmount?

    @Option(
      help: ArgumentHelp(
        "Target whose RAM and flash the model must fit: a profile with the key 'memory'. Repeatable.",
        valueName: "name|file.yaml"))
    var target: [TargetArgument] = []

    @OptionGroup var shapes: ShapeOptions

    @Option(
      help: """
        Output format: text for people, json or ndjson for programs, csv for live bytes at each operator.
        """)
    var format: Format = .text

    @Option(help: "When to use colours; auto means on a terminal only.")
    var color: Terminal.Color = .auto

    @Flag(
      name: [.short, .long],
      help: "In text, print nothing for models that fit; print no warnings.")
    var quiet = false

    func run() throws {
      guard let pointers = PointerWidth(rawValue: pointerBits) else {
        throw Diagnostic.outOfRange("--pointer-bits", "\(pointerBits)", "32 or 64")
      }
      let resized = try shapes.inputs()
      let limits = try target.map { try $0.memory() }
      var isOver = false
      func report(_ model: Model, _ path: FilePath) throws -> MemoryReport {
        let report = MemoryReport(
          model, path: path, sizes: try resized.sizes(of: model), pointers: pointers,
          budget: budget?.byteCount, limits: limits)
        isOver = isOver || !report.isKnownToFit
        return report
      }
      if format == .csv {
        try writeTable(report)
      } else {
        var options = ReportOptions()
        options.format = format == .text ? .text : format == .json ? .json : .ndjson
        (options.color, options.quiet) = (color, quiet)
        try options.run(input.named, report)
      }
      if isOver { throw ExitStatus.findings }
    }

    private func writeTable(_ report: (Model, FilePath) throws -> MemoryReport) throws {
      guard input.models.count == 1 else {
        throw Diagnostic.severalModels(input.models.count, for: "--format csv")
      }
      let named = input.one
      let file = try named.open()
      do {
        let output = OutputBuffer(StandardOutput.offer)
        try report(Model(file: file), named.path).writeCSV(to: output)
        try file.checkUnchanged()
        try output.finish()
      } catch let failure as Diagnostic {
        throw failure.about(named.path)
      }
    }
  }
}
