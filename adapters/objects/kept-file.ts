import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { keptPrefix } from '../../domain/attachments/places.ts'
import { Failure } from '../../domain/kernel/failure.ts'

/** The bytes of a file that was kept. Rejects where there is none. */
export const keptFile =
  (bucket: string, client = new S3Client()) =>
  async (id: string): Promise<Uint8Array> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: `${keptPrefix}${id}` }))
    if (!Body) throw new Failure(`${id} has no content`)
    return Body.transformToByteArray()
  }
