import sanitizeHtml from 'sanitize-html'

const flow = ['p', 'div', 'span', 'br', 'hr', 'blockquote', 'pre', 'center', 'address', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const words = ['a', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'small', 'code']
const lists = ['ul', 'ol', 'li', 'dl', 'dt', 'dd']
const tables = ['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th']

/** Whole addresses alone: one that lacks its beginning would lead to a page of ours. */
const leadsOut = /^(?:https?:\/\/|mailto:|tel:)/i

const linkAway = (_: string, { href = '', title }: Readonly<Record<string, string>>) => ({
  tagName: 'a',
  attribs: leadsOut.test(href.trim())
    ? { href: href.trim(), rel: 'noopener noreferrer nofollow', ...(title !== undefined && { title }) }
    : {},
})

/** A picture that came along is named by its file; any other would tell its sender that somebody looks, and is left out. */
const pictureIn =
  (files: ReadonlyMap<string, string>) =>
  (_: string, { src = '', alt }: Readonly<Record<string, string>>) => {
    const file = files.get(src.trim().replace(/^cid:/i, ''))
    return { tagName: 'img', attribs: file === undefined ? {} : { src: `cid:${file}`, ...(alt !== undefined && { alt }) } }
  }

/**
 * What may be shown of a mail's HTML: its words, lists, tables and links. Nothing in it runs, is sent, covers the page that it is
 * shown on, or is loaded from anywhere. `files` has the ids of files by the content ids under which the mail shows them.
 */
export const cleanHtml = (html: string, files: ReadonlyMap<string, string>): string =>
  sanitizeHtml(html, {
    allowedTags: [...flow, ...words, ...lists, ...tables, 'img'],
    allowedAttributes: {
      '*': ['dir', 'lang'],
      a: ['href', 'title', 'rel'],
      img: ['src', 'alt'],
      ol: ['start'],
      td: ['colspan', 'rowspan', 'align'],
      th: ['colspan', 'rowspan', 'align'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    nonTextTags: ['script', 'style', 'title', 'textarea', 'option', 'noscript', 'xml', 'svg', 'math', 'object', 'template'],
    transformTags: { a: linkAway, img: pictureIn(files) },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs['src'] === undefined,
    parseStyleAttributes: false,
    nestingLimit: 100,
  })
