import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { allRoutes } from '../functions/http/all-routes.ts'
import { openapi } from '../functions/runtime/openapi.ts'
import type { EntryName } from './entries.ts'

/** A file of the project, or the text of one that is made anew with each synthesis. */
type Source = string | { readonly made: () => string }

/** Files that a function reads beside its bundle: where they lie there, and where they come from. */
const beside: Readonly<Partial<Record<EntryName, Readonly<Record<string, Source>>>>> = {
  meta: {
    // Here and not in the function, which would have to hold every resource's schemas and rules to say what they are.
    'openapi.json': { made: () => JSON.stringify(openapi(allRoutes, '1')) },
    'api-page/index.html': 'web/api-page/index.html',
    'api-page/page.js': 'web/api-page/page.js',
    'api-page/swagger-ui.css': 'node_modules/swagger-ui-dist/swagger-ui.css',
    'api-page/swagger-ui-bundle.js': 'node_modules/swagger-ui-dist/swagger-ui-bundle.js',
  },
}

/** Puts them there. */
export const placeBeside = async ({ root, into }: { root: string; into: string }): Promise<void> => {
  for (const [entry, files] of Object.entries(beside)) {
    for (const [place, source] of Object.entries(files)) {
      const target = join(into, entry, place)
      await mkdir(dirname(target), { recursive: true })
      await (typeof source === 'string' ? copyFile(join(root, source), target) : writeFile(target, source.made()))
    }
  }
}
