/**
 * The table's attribute and index names, shared with the stack that creates it. Every index is sparse: an item is in it
 * only while it carries the partition attribute, which bears the index's own name.
 */
export const keyAttributes = { partition: 'pk', sort: 'sk' } as const
export const expiryAttribute = 'expiresAt'

/** Lists of customers, each ordered by name. The row that a list shows is `summary`, so a page is one query and nothing else. */
export const listIndexes = ['byAll', 'byOwner', 'byTeam', 'byRegion', 'byTier', 'byIndustry', 'byStage'] as const
export type ListIndex = (typeof listIndexes)[number]
/** Those of lists that are narrowed by who looks after what they show, and by nothing else. */
export const anchorIndexes = ['byAll', 'byOwner', 'byTeam', 'byRegion'] as const satisfies readonly ListIndex[]
export const listSort = 'nameKey'

/** Valuable customers of whom we know too little, the worst first. */
export const thinIndex = 'byThin'
export const thinSort = 'thinKey'

/** Whatever waits for its time, the earliest first. */
export const dueIndex = 'byDue'
export const dueSort = 'dueKey'

/** Each index with its sort attribute. */
export const allIndexes = [...listIndexes.map((name) => [name, listSort] as const), [thinIndex, thinSort], [dueIndex, dueSort]] as const
export type IndexName = (typeof allIndexes)[number][0]

/** What an index carries beside its keys. */
export const projected = ['summary'] as const
