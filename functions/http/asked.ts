import type { Request } from '../runtime/route.ts'

/** A request as far as it is the same for every operation. */
export type Asked = Request<unknown, unknown>

/** No id is longer. What is cut here names nothing, and no key of the table can grow beyond its bound. */
const longest = 128

/** A parameter of the path. What is no id is nobody's: nothing is kept under it. */
export const idIn = ({ path }: Asked, parameter: string): string => (path[parameter] ?? '').slice(0, longest)
