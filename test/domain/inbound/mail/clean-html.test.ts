import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../../../domain/inbound/mail/clean-html.ts'
import { textOfHtml } from '../../../../domain/inbound/mail/html-text.ts'

const files = new Map([['logo@shunda', 'att_1']])
const clean = (html: string) => cleanHtml(html, files)

describe('of the HTML of a mail', () => {
  it.each([
    ['a script', '<p>a</p><script>alert(1)</script>', '<p>a</p>'],
    ['a handler', '<p onclick="x()" onmouseover=x()>a</p>', '<p>a</p>'],
    ['a picture that tells its sender who looks', '<p>a<img src="https://t.example/p.gif?u=1" width=1 height=1></p>', '<p>a</p>'],
    ['a picture from our own page', '<img src="/logo.png"><img src="//t.example/x.png"><img src="data:image/svg+xml,<svg onload=x>">', ''],
    ['a picture that did not come along', '<img src="cid:other@shunda">', ''],
    [
      'a style that loads',
      '<style>@import url(https://t.example/x.css)</style><p style="background:url(https://t.example/x)">a</p>',
      '<p>a</p>',
    ],
    ['a form', '<form action="https://t.example"><input name="password"><button>go</button></form>', 'go'],
    ['a frame', '<iframe src="https://t.example"></iframe><object data="x">a</object><embed src="x">', ''],
    ['another page in its place', '<meta http-equiv="refresh" content="0;url=https://t.example"><base href="https://t.example">b', 'b'],
    ['a picture of its own making', '<svg><a xlink:href="javascript:x()">a</a></svg>b', 'b'],
    ['a link that runs', '<a href="java\nscript:alert(1)">a</a><a href="&#106;avascript:alert(1)">b</a>', '<a>a</a><a>b</a>'],
    ['a link into our own page', '<a href="/v1/customers">a</a>', '<a>a</a>'],
  ])('%s is left out', (_, html, expected) => {
    expect(clean(html)).toBe(expected)
  })

  it('words, tables, links and pictures that came along stay', () => {
    const link = '<a href="https://x.example/t?a=1" rel="noopener noreferrer nofollow">t</a>'
    expect(clean('<a href="https://x.example/t?a=1" target="_top">t</a>')).toBe(link)
    expect(clean('<table><tr><td colspan="2" bgcolor="red">1</td></tr></table>')).toBe('<table><tr><td colspan="2">1</td></tr></table>')
    expect(clean('<p><img src="cid:logo@shunda" alt="Shunda"></p>')).toBe('<p><img src="cid:att_1" alt="Shunda" /></p>')
  })

  it('nothing runs, loads or is sent, whatever it is made of', () => {
    const tag = fc.constantFrom(
      'script',
      'img',
      'a',
      'p',
      'svg',
      'style',
      'iframe',
      'math',
      'template',
      'noscript',
      'title',
      'form',
      'video',
      'body',
    )
    const attribute = fc.constantFrom(
      'src=x',
      'href="javascript:x"',
      'onload=x',
      "style='background:url(//t.example)'",
      'srcset=x',
      'background="//t.example"',
      'poster=x',
      'src="https://t.example/p"',
    )
    const open = fc.tuple(tag, fc.array(attribute, { maxLength: 3 })).map(([name, all]) => `<${name} ${all.join(' ')}>`)
    const piece = fc.oneof(
      open,
      tag.map((name) => `</${name}>`),
      fc.constantFrom('<!--', '-->', '<![CDATA[', ']]>', '"', "'", '<', '&lt;script&gt;', '\0'),
      fc.string({ maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const shown = clean(pieces.join(''))
        const tags = shown.match(/<[a-z!/][^>]*>?/gi)?.join(' ') ?? ''
        expect(tags).not.toMatch(/<\/?(?:script|style|iframe|svg|math|form|object|embed|video|template|noscript|link|meta|base)\b|<!/i)
        expect(tags).not.toMatch(/\son\w+\s*=|style\s*=|srcset|javascript:|src="(?!cid:)/i)
        textOfHtml(shown)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the words of a mail that has only HTML', () => {
  it.each([
    ['<p>您好,</p><p>货物<b>在哪里</b>?</p>', '您好,\n\n货物在哪里?'],
    ['<div>a</div><div>b<br>c</div>', 'a\nb\nc'],
    ['<ul><li>one</li><li>two</li></ul>', '- one\n- two'],
    ['<table><tr><td>No.</td><td>Box</td></tr><tr><td>1</td><td>MSKU1234567</td></tr></table>', 'No. Box\n1 MSKU1234567'],
    [
      'see <a href="https://x.example/t">the page</a> or <a href="https://x.example">https://x.example</a>',
      'see the page (https://x.example/t) or https://x.example',
    ],
    ['<p>yes</p><div>On Mon, Desk wrote:</div><blockquote>When?<br>Where?</blockquote>', 'yes\n\nOn Mon, Desk wrote:\n\n> When?\n> Where?'],
    ['<pre>a  b\n  c</pre>', 'a  b\n  c'],
    ['  <p> a \n b </p>  ', 'a b'],
    ['1 &lt; 2 &amp; 3&nbsp;t', '1 < 2 & 3 t'],
  ])('%s', (html, expected) => {
    expect(textOfHtml(cleanHtml(html, new Map()))).toBe(expected)
  })
})
