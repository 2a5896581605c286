import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes `access-patterns.md` out of the `keys.ts` of every noun in `adapters/dynamo/`: the sentence above each key function is its row. */

const pattern = /\/\*\* (?<why>[^*]+?) \*\/\nexport const (?<name>\w+)(?:[^=]*)= (?<made>[\s\S]*?)(?=\n\n|\n\/\*\*|\n(?:export|const)|$)/g

const text = (made: string): string =>
  [...made.matchAll(/`([^`]+)`|(?<=\w: )'([^']+)'|^'([^']+)'$/g)]
    .map(([, template, member, plain]) => `\`${(template ?? member ?? plain ?? '').replace(/\$\{(?:\w+\()?(\w+)[^}]*\}/g, '{$1}')}\``)
    .join(' / ')

/** The page, from the source of the keys. */
export const accessPatterns = (source: string): string => {
  const rows = [...source.matchAll(pattern)].map(
    ({ groups }) => `| ${groups?.['why']} | \`${groups?.['name']}\` | ${text(groups?.['made'] ?? '')} |`,
  )
  return `# Access patterns

Made from the \`keys.ts\` of every noun in \`adapters/dynamo/\` by \`npm run docs\`; a test holds them together. One table, partition \`pk\`, sort \`sk\`; the lists use sparse indexes
whose partition attribute bears the index's name ([why](adr/lists-by-index.md)).

| what for | key function | keys |
|---|---|---|
${rows.join('\n')}
`
}

const here = import.meta.dirname
const stores = join(here, '..', 'adapters', 'dynamo')
export const keysSource = (): string =>
  globSync('**/keys.ts', { cwd: stores })
    .sort()
    .map((file) => readFileSync(join(stores, file), 'utf8'))
    .join('\n')
