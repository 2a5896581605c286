import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import { languageOf } from './language.ts'
import type { Reader } from './problem.ts'

export type HttpEvent = APIGatewayProxyEventV2WithJWTAuthorizer

/** Who reads the answer. */
export const readerOf = ({ headers, requestContext }: HttpEvent): Reader => ({
  language: languageOf(headers['accept-language']),
  traceId: requestContext.requestId,
})
