import Testing

@testable import Picturing

@Suite struct MarkupWriterTests {
  private func text(_ write: (MarkupWriter) -> Void) -> String {
    let page = MarkupWriter()
    write(page)
    return String(decoding: page.bytes, as: UTF8.self)
  }

  @Test func writesElementsInsideElements() {
    let text = text { page in
      page.element("p", .style("soft"), .id(Anchor("op", 0, 12))) {
        page.text("a ")
        page.element("b", text: "c")
        page.shape("br")
      }
    }
    #expect(text == #"<p class="soft" id="op-0-12">a <b>c</b><br/></p>"#)
  }

  @Test func noTextIsMarkup() {
    let text = text { page in
      page.element("p", .of(.title, #""><img src=x onerror=alert(1)>"#)) {
        page.text("</p><script>alert('1')</script>&amp;")
      }
    }
    #expect(
      text == "<p title=\"&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\">"
        + "&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</p>")
  }

  @Test func controlCharactersAndTurnsOfDirectionShow() {
    let text = text { $0.text("\u{1b}[31m\u{202e}\u{0}") }
    #expect(text == #"\x1b[31m\u{202e}\x00"#)
  }

  @Test func attributesWithoutAValueStandAlone() {
    let text = text { page in
      page.element("div", .hidden, nil) {}
    }
    #expect(text == "<div hidden></div>")
  }

  @Test func linksLeadToPlacesOnThePage() {
    let text = text { page in page.element("a", .link(to: .op(3, 1)), text: "3") }
    #expect(text == ##"<a href="#op-1-3">3</a>"##)
  }
}

@Suite struct PageAssetTests {
  // RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func base64(text: String, expected: String) {
    #expect(Array(text.utf8).base64 == expected)
  }

  /// Else the browser would take what follows for a part of the page.
  @Test func nothingEndsAnAssetBeforeItsEnd() {
    for asset in [PageAsset.styleSheet, .script] {
      #expect(!String(decoding: asset.bytes, as: UTF8.self).lowercased().contains("</"))
    }
  }

  @Test func nothingIsLoaded() {
    let style = String(decoding: PageAsset.styleSheet.bytes, as: UTF8.self)
    #expect(!style.contains("url(") && !style.contains("@import"))
  }
}
