import { builtinModules } from 'node:module'
import type { Plugin } from 'esbuild'

const names = new Set(builtinModules.flatMap((name) => (name.startsWith('node:') ? [name] : [name, `node:${name}`])))
const namespace = 'builtin'
const asked: ReadonlySet<string> = new Set(['import-statement', 'require-call'])

/**
 * Has modules of Node's asked for by `process.getBuiltinModule`. An `import` of one reads every member that it has at once, in case one
 * is wanted, and of some that loads others: `node:http` brings in a whole second HTTP client for the sake of `WebSocket`. That is a fifth
 * of a start. And a package in CommonJS `require`s one, which a module cannot do without loading what makes it a `require`.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /.*/ }, ({ path, kind }) => (asked.has(kind) && names.has(path) ? { path, namespace } : undefined))
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
      loader: 'js',
    }))
  },
}
