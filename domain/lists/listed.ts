import { block, type Finding } from '../kernel/finding.ts'
import { type CodedLists, hasActive, type ListId } from './list.ts'

/** "Classes come from the firm's own lists; a value that was retired is not given anew." */
export const listed = (lists: CodedLists, list: ListId, code: string | undefined, pointer: string): readonly Finding[] =>
  code === undefined || hasActive(lists[list], code) ? [] : [block(`list.${list}_unknown`, pointer)]
