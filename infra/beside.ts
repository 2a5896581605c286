import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { EntryName } from './entries.ts'

/** Files that a function reads beside its bundle: where they lie there, and where they come from. */
const beside: Readonly<Partial<Record<EntryName, Readonly<Record<string, string>>>>> = {
  meta: {
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
      await copyFile(join(root, source), target)
    }
  }
}
