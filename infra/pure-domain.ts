import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Plugin } from 'esbuild'
import ts from 'typescript'

/** Of these the bundler cannot know that they only make a value. */
const unknown: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.SpreadElement,
])

/** What a function does is done when it is called. */
const isToBeMarked = (node: ts.Node): boolean => {
  if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return false
  return unknown.has(node.kind) || ts.forEachChild(node, (child) => isToBeMarked(child) || undefined) === true
}

/** The text with what is made at its load marked: the bundler then leaves out what nobody asks for. No line moves. */
const marked = (path: string, text: string): string => {
  const made = ts
    .createSourceFile(path, text, ts.ScriptTarget.Latest)
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ name, initializer }) => (initializer && ts.isIdentifier(name) && isToBeMarked(initializer) ? [initializer] : []))
  let [out, at] = ['', 0]
  for (const { pos, end } of made) {
    out += `${text.slice(at, pos)} /* @__PURE__ */ (() => (${text.slice(pos, end)}))()`
    at = end
  }
  return out + text.slice(at)
}

/**
 * The domain is pure, so a schema that nobody asks for need not be made. The bundler cannot know that of the calls that make it, and would
 * keep all that stand in a file for the sake of one, with all that they are made of: a ticket, where its number is read.
 */
export const pureDomain: Plugin = {
  name: 'pure-domain',
  setup: ({ onLoad, initialOptions: { absWorkingDir = process.cwd() } }) => {
    const domain = join(absWorkingDir, 'domain') + sep
    onLoad({ filter: /\.ts$/ }, async ({ path }) =>
      path.startsWith(domain) ? { contents: marked(path, await readFile(path, 'utf8')), loader: 'ts' } : undefined,
    )
  },
}
