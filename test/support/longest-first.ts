import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, the longest first; those that are next to them in the tree and take about as long go with them. */
const longest = [
  'test/faults/day.test.ts',
  'test/budget.test.ts',
  'test/faults/quarter.test.ts',
  'test/faults/desk-workers-killed.test.ts',
  'test/faults/',
  'test/api/access.test.ts',
  'test/api/',
  'test/local/persistence.test.ts',
  'test/domain/service-levels/simulated.test.ts',
  'test/infra/app.test.ts',
]

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((path) => moduleId.includes(path))
  return rank < 0 ? longest.length : rank
}

/** Left to itself a first run goes by the size of files, and ends with minutes in which one core plays a day and the other has nothing to do. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b))
  }
}
