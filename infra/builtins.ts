import { builtinModules } from 'node:module'
import type { Plugin } from 'esbuild'

const names = new Set(builtinModules.flatMap((name) => (name.startsWith('node:') ? [name] : [name, `node:${name}`])))
const namespace = 'builtin'

/**
 * Has modules of Node's asked for by `process.getBuiltinModule`. An `import` of one reads every member that it has at once, in case one
 * is wanted, and of some that loads others: `node:http` brings in a whole second HTTP client for the sake of `WebSocket`. That is a fifth
 * of a start.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /.*/ }, ({ path, kind }) => (kind === 'import-statement' && names.has(path) ? { path, namespace } : undefined))
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
      loader: 'js',
    }))
  },
}
