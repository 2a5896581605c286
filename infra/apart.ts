import { basename, join } from 'node:path'
import type { Plugin } from 'esbuild'

/** A file of ours that another one of ours imports when it wants it. Both as absolute paths. */
export type Later = { readonly importer: string; readonly path: string }

/**
 * What we ourselves import by `import()` is not put into the bundle, but looked for beside it: within, it would be read and
 * compiled whenever the function starts. Each is added to `found`, for whoever bundles it by itself. What packages put off stays
 * where it is.
 */
export const putApart = (found: Later[]): Plugin => ({
  name: 'apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, path, importer, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      found.push({ importer, path: join(resolveDir, path) })
      return { path: `./${basename(path, '.ts')}.mjs`, external: true }
    }),
})
