import * as z from 'zod'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { type ListCommand, lists } from '../../domain/lists/decide.ts'
import { CodedList, ListValueDraft } from '../../domain/lists/list.ts'
import type { ListStore, ReadLists } from '../../domain/lists/ports.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type ListPorts = { readonly store: ListStore; readonly all: ReadLists }

const ListAnswer = CodedList.extend({ version: z.int() })
type ListAnswer = z.infer<typeof ListAnswer>

const listIn = (request: Asked): string => idIn(request, 'listId')

const change = async ({ store }: ListPorts, command: ListCommand, request: Asked): Promise<Result<ListAnswer, Refused>> => {
  const { context, ifMatch } = request
  const done = await execute(lists, store, { id: listIn(request), command, context, ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok({ ...state, version }) : refuse({ code: 'list.unknown' })
}

const onChange = ['request.invalid', 'list.unknown', 'version.conflict', 'version.contended'] as const

export const listRoutes: Routes<ListPorts> = {
  'GET /v1/lists': route({
    summary: 'Read every coded list with its values',
    permission: 'lists:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(CodedList) }),
    status: 200,
    refusals: [],
    run: async ({ all }: ListPorts) => ok({ items: Object.values(await all()) }),
  }),

  'GET /v1/lists/{listId}': route({
    summary: 'Read one coded list',
    permission: 'lists:read',
    query: noQuery,
    body: noBody,
    answer: ListAnswer,
    status: 200,
    refusals: ['list.unknown'],
    run: async ({ store }: ListPorts, request) => {
      const found = await store.load(listIn(request))
      return found?.state ? ok({ ...found.state, version: found.version }) : refuse({ code: 'list.unknown' })
    },
  }),

  'POST /v1/lists/{listId}/values': route({
    summary: 'Add a value to a list, or change what one is called',
    permission: 'lists:write',
    query: noQuery,
    body: ListValueDraft,
    answer: ListAnswer,
    status: 200,
    example: { code: 'wine', labels: { 'zh-CN': '酒类', en: 'Wine and spirits' } },
    refusals: [...onChange, 'list.full', 'list.label_taken', 'list.member_elsewhere'],
    run: (ports: ListPorts, request) => change(ports, { type: 'put_value', value: request.body }, request),
  }),

  'POST /v1/lists/{listId}/values/{code}/retire': route({
    summary: 'Retire a value: old records keep it, new ones cannot take it',
    permission: 'lists:write',
    query: noQuery,
    body: noBody,
    answer: ListAnswer,
    status: 200,
    refusals: [...onChange, 'list.value_unknown', 'list.value_needed'],
    run: (ports: ListPorts, request) => change(ports, { type: 'retire_value', code: idIn(request, 'code') }, request),
  }),

  'POST /v1/lists/{listId}/values/{code}/revive': route({
    summary: 'Offer a retired value again',
    permission: 'lists:write',
    query: noQuery,
    body: noBody,
    answer: ListAnswer,
    status: 200,
    refusals: [...onChange, 'list.value_unknown', 'list.label_taken'],
    run: (ports: ListPorts, request) => change(ports, { type: 'revive_value', code: idIn(request, 'code') }, request),
  }),
}
