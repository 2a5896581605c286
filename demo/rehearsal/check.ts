/** Something that must hold, and what does not. */
export type Check = { readonly name: string; readonly faults: readonly string[] }

const shownFaults = 12

/** A line for the check, and one for each of the first faults. */
export const report = ({ name, faults }: Check): string => {
  const rest = faults.length > shownFaults ? [`... and ${faults.length - shownFaults} more`] : []
  return [
    `${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}`,
    ...[...faults.slice(0, shownFaults), ...rest].map((fault) => `       ${fault}`),
  ].join('\n')
}

/** Empty where what is shown is what was counted. */
export const same = (what: string, shown: unknown, counted: unknown): readonly string[] => {
  const [told, right] = [JSON.stringify(shown), JSON.stringify(counted)]
  return told === right ? [] : [`${what}: shown ${told}, counted ${right}`]
}
