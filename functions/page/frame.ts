import { createHash } from 'node:crypto'
import { type Language, languages } from '../../domain/kernel/language.ts'
import { Html, html } from './html.ts'

const named: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' }

type Frame = {
  readonly title: string
  /** What else the address says, as `&name=value`. */
  readonly query: string
  readonly body: Html
  /** What the way to the other languages is called to somebody who cannot see it. */
  readonly languagesLabel: string
  readonly style: string
}

/** A page for people without an account, in one language, with the way to the other. It needs nothing but HTML. */
export const frame = (language: Language, { title, query, body, languagesLabel, style }: Frame): string => {
  const others = languages.map((one) =>
    one === language
      ? html`<span lang="${one}" aria-current="true">${named[one]}</span>`
      : html`<a lang="${one}" hreflang="${one}" href="?lang=${one}${query}">${named[one]}</a>`,
  )
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<div class="sheet">
<nav aria-label="${languagesLabel}">${others}</nav>
<main>
${body}
</main>
</div>
</body>
</html>
`.text
}

/** For a page of this style: nothing is loaded from anywhere, nothing runs, nobody frames it, and its form goes nowhere but home. */
export const headersFor = (style: string) =>
  ({
    'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'x-content-type-options': 'nosniff',
  }) as const
