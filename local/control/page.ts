import type { ControlContext } from './context.ts'
import { queueStates } from './queues.ts'

const escaped = (value: unknown): string => String(value ?? '').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const table = (head: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  rows.length === 0
    ? '<p class="none">none</p>'
    : `<table><tr>${head.map((cell) => `<th>${escaped(cell)}</th>`).join('')}</tr>${rows
        .map(
          (row) =>
            `<tr>${row.map((cell) => `<td>${typeof cell === 'object' && cell !== null && 'html' in cell ? cell.html : escaped(cell)}</td>`).join('')}</tr>`,
        )
        .join('')}</table>`

const button = (action: string, label: string) => ({
  html: `<form method="post" action="${escaped(action)}"><button>${escaped(label)}</button></form>`,
})
const link = (url: string, label = url) => ({ html: `<a href="${escaped(url)}">${escaped(label)}</a>` })
const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; color: #1c2530; background: #f6f7f9 }
  h1 { font-size: 1.5rem } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
  table { border-collapse: collapse; width: 100%; background: #fff; border-radius: 8px; overflow: hidden; box-shadow: 0 1px 2px #0002 }
  th, td { text-align: left; padding: .4rem .8rem; border-bottom: 1px solid #e8ebef; font-variant-numeric: tabular-nums } th { color: #5b6673; font-weight: 500 }
  form { display: inline } button { font: inherit; padding: .15rem .7rem; border: 1px solid #b8c0ca; border-radius: 6px; background: #fff; cursor: pointer }
  input { font: inherit; padding: .15rem .5rem; border: 1px solid #b8c0ca; border-radius: 6px; width: 7rem } .none { color: #5b6673 } .warning { color: #8a4b00 }`

const functionRows = ({ runtime }: ControlContext) =>
  runtime()
    .functions.all()
    .map((running) => running.state())
    .map(({ name, invocations, errors, init, run, cpu, readUnits, writeUnits, kms, workers }) => [
      link(`/functions/${encodeURIComponent(name)}/log`, name),
      invocations,
      errors,
      ms(init.last),
      ms(run.last),
      ms(run.max),
      ms(cpu.last),
      readUnits.total,
      writeUnits.total,
      kms.total,
      workers,
    ])

const functionTable = (context: ControlContext) =>
  table(
    ['function', 'invocations', 'errors', 'start', 'last', 'slowest', 'CPU', 'read units', 'write units', 'KMS', 'workers'],
    functionRows(context),
  )

const queueTable = async ({ runtime }: ControlContext) =>
  table(
    ['queue', 'waiting', 'in flight', 'delayed', 'dead letters', ''],
    (await queueStates(runtime().engines)).map(({ name, waiting, inFlight, delayed, deadLetters }) => [
      name,
      waiting,
      inFlight,
      delayed,
      deadLetters?.waiting ?? '',
      deadLetters?.waiting ? button(`/queues/${encodeURIComponent(name)}/redrive`, 'redrive') : '',
    ]),
  )

const scheduleTable = ({ runtime }: ControlContext) =>
  table(
    ['schedule', 'when', 'last', 'next', ''],
    runtime()
      .schedules.all()
      .map(({ name, expression, last, next }) => [
        name,
        expression,
        last,
        next,
        button(`/schedules/${encodeURIComponent(name)}/run`, 'run now'),
      ]),
  )

const textTable = ({ runtime }: ControlContext): string => {
  const rows = runtime()
    .texts.taken()
    .map(({ at, to, from, text }) => [at, to, from, text])
  return rows.length === 0 ? '' : table(['when', 'to', 'from', 'text'], rows)
}

const addressTable = ({ addresses }: ControlContext) =>
  table(
    ['what', 'where'],
    Object.entries(addresses()).map(([name, url]) => [name, link(url)]),
  )

const clockForm = ({ clock }: ControlContext): string =>
  `<p>${escaped(new Date(clock.now()).toISOString())}${clock.offset() > 0 ? `, ${(clock.offset() / 3_600_000).toFixed(1)} h ahead` : ''}
<form method="post" action="/clock"><input name="advance" value="P1D" aria-label="ISO 8601 duration"> <button>advance</button></form></p>`

const warningLines = ({ runtime }: ControlContext): string =>
  runtime()
    .warnings.map((line) => `<p class="warning">${escaped(line)}</p>`)
    .join('')

const sections: readonly (readonly [title: string, show: (context: ControlContext) => string | Promise<string>])[] = [
  ['Clock', clockForm],
  ['Functions', functionTable],
  ['Queues', queueTable],
  ['Schedules', scheduleTable],
  ['Texts to phones', textTable],
  ['Not run here', warningLines],
]

/** What runs, on one page that asks nothing of any other host. */
export const controlPage = async (context: ControlContext): Promise<string> => {
  const all = await Promise.all(sections.map(async ([title, show]) => [title, await show(context)] as const))
  const shown = all.filter(([, content]) => content !== '')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Lading on this machine</title><style>${style}</style>
<h1>Lading on this machine</h1>
${addressTable(context)}
${shown.map(([title, content]) => `<h2>${title}</h2>\n${content}`).join('\n')}
</html>`
}
