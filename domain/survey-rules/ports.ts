import type { Loaded, Store } from '../kernel/store.ts'
import type { SurveyRuleEvent } from './events.ts'
import type { SurveyRule } from './rule.ts'

export type SurveyRuleStore = Store<SurveyRule | undefined, SurveyRuleEvent>
/** Every rule that holds, those that ship among them. */
export type AllSurveyRules = () => Promise<readonly Loaded<SurveyRule>[]>
