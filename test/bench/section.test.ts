import { describe, expect, it } from 'vitest'
import { figure, markdown, median, quantile } from '../../bench/section.ts'

describe('a measurement', () => {
  it('is told with no more digits than it is worth', () => {
    expect([0.1234, 1.234, 12.34, 123.4].map(figure)).toEqual(['0.12', '1.23', '12.3', '123'])
  })

  it('takes the middle of what was seen, whatever its order', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(quantile([4, 3, 2, 1], 0.95)).toBe(4)
  })

  it('is shown as a table with its notes below', () => {
    expect(markdown({ title: 'Reads', columns: ['', 'ms'], rows: [['one', '1.0']], notes: ['Said.'] })).toBe(
      '## Reads\n\n|     |  ms |\n| --- | --: |\n| one | 1.0 |\n\nSaid.\n',
    )
  })
})
