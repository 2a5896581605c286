import type { Request } from '../runtime/route.ts'

/** A request as far as it is the same for every operation. */
export type Asked = Request<unknown, unknown>

/** A parameter of the path. What is no id is nobody's: nothing is kept under it. */
export const idIn = ({ path }: Asked, parameter: string): string => path[parameter] ?? ''
