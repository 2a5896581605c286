import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Handler = (event: unknown, context: object, callback: (error: unknown, result?: unknown) => void) => unknown

const isHandler = (value: unknown): value is Handler => typeof value === 'function'

const moduleAt = async (base: string): Promise<unknown> => {
  const path = ['.mjs', '.js', '.cjs'].map((ending) => base + ending).find(existsSync)
  if (!path) throw Object.assign(new Error(`Cannot find module '${base}'`), { name: 'Runtime.ImportModuleError' })
  return path.endsWith('.mjs') ? import(pathToFileURL(path).href) : createRequire(path)(path)
}

/** Finds the handler that `folder/file.member` names, as Lambda does, in an ES or a CommonJS module. */
export const loadHandler = async (directory: string, handler: string): Promise<Handler> => {
  const [file = '', ...members] = handler.split(/\.(?=[^/]*$)|(?<=\/[^/]*)\./)
  let found: unknown = await moduleAt(join(directory, file))
  for (const member of members) found = typeof found === 'object' && found !== null ? Reflect.get(found, member) : undefined
  if (!isHandler(found)) throw Object.assign(new Error(`${handler} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' })
  return found
}
