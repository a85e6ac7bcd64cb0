internal import ModelFacts
internal import QuantMath

/// Scores many splits of one HARD_SWISH, and drops each as soon as it is beaten.
struct SplitScorer {
  /// One input code and its exact output.
  private struct Sample {
    let code, expected, nearest: Int32
  }

  /// The codes for which a small error changes the output code come first, as far as known.
  private var samples: [Sample]
  let site: ReplacedHardSwish

  init(_ site: ReplacedHardSwish) {
    self.site = site
    let (input, output) = (site.input, site.output)
    samples = (input.codes.lowest...input.codes.highest).map { code in
      let place = Int(code - input.codes.lowest)
      let x = input.real(code)
      let position = output.position(of: hardSwish(x))
      // How far the function is from where its output code ends, and how hard an error in the
      // gate pulls: up to −3 not at all.
      let margin = 0.5 - (position - Double(site.table[place])).magnitude
      let ease = x <= -3 ? Double.infinity : margin / max(x.magnitude, 1e-9)
      return (
        ease,
        Sample(code: code, expected: site.table[place], nearest: site.nearest[place])
      )
    }.sorted { ($0.0, $0.1.code) < ($1.0, $1.1.code) }.map(\.1)
  }

  /// The score of a split; nil if it is above the limit or the runtime does not prepare it.
  mutating func score<Split: HardSwishSplit>(_ split: Split, limit: SplitScore) -> SplitScore? {
    var score = SplitScore()
    guard let reference = try? split.kernel(KernelSelector(.reference)),
      let counted = count(reference, limit, changedAllowed: limit.changedReference, from: &score)
    else { return nil }
    score.changedReference = counted

    if Split.pathsAgree {
      score.changedDefault = counted
      score.totalFromReal *= 2
    } else {
      let allowed =
        counted == limit.changedReference ? limit.changedDefault : site.table.count
      do {
        if let kernel = try split.kernel(KernelSelector(.defaultX86)) {
          guard let counted = count(kernel, limit, changedAllowed: allowed, from: &score)
          else { return nil }
          score.changedDefault = counted
        }
      } catch {
        return nil
      }
    }
    guard score <= limit else { return nil }
    score.worst = max(score.worst, overflowError(split))
    return score <= limit ? score : nil
  }

  /// The largest distance from the operator by the built-in vector kernels, if these differ from the
  /// reference by more than rounding; else 0.
  private func overflowError<Split: HardSwishSplit>(_ split: Split) -> Int {
    guard !Split.pathsAgree, let reference = try? split.kernel(KernelSelector(.reference)),
      let builtin = try? split.kernel(KernelSelector(.builtinX86))
    else { return 0 }
    let codes = site.input.codes
    let all = codes.lowest...codes.highest
    return SplitScore.overflowError(all.map(builtin), beside: all.map(reference), site)
  }

  /// How many codes differ on a path; nil as soon as the limit is exceeded.
  ///
  /// The worst error and the distance from the real function are added to the score.
  private mutating func count(
    _ kernel: CodeKernel, _ limit: SplitScore, changedAllowed: Int, from score: inout SplitScore
  ) -> Int? {
    var (changed, worst, total) = (0, score.worst, score.totalFromReal)
    for place in samples.indices {
      let sample = samples[place]
      let result = kernel(sample.code)
      total += Int((result - sample.nearest).magnitude)
      guard result != sample.expected else { continue }
      worst = max(worst, Int((result - sample.expected).magnitude))
      changed += 1
      if worst > limit.worst || worst == limit.worst && changed > changedAllowed {
        // The code that stopped this candidate may stop the next; the order does not change any score.
        samples.swapAt(place, place / 2)
        return nil
      }
    }
    (score.worst, score.totalFromReal) = (worst, total)
    return changed
  }
}
