import type { Plugin } from 'esbuild'

const language = /^@aws-lambda-powertools\/jmespath(?:\/functions)?$/
const names = `
  export class PowertoolsFunctions {}
  export const search = (path, data) => {
    if (!/^\\w+$/.test(path)) throw new Error(path + ' is more than the name of a member')
    return data?.[path] ?? null
  }`

/**
 * Powertools' idempotency finds the key and the content of a request by expressions of a query language. Ours are names of members, and
 * the language for them is a twentieth of a function that changes something.
 */
export const plainPaths: Plugin = {
  name: 'plain-paths',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: language }, ({ path }) => ({ path, namespace: 'plain-paths' }))
    onLoad({ filter: /.*/, namespace: 'plain-paths' }, () => ({ contents: names, loader: 'js' }))
  },
}
