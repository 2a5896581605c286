import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Failure } from '../../domain/kernel/failure.ts'

/** Where a mail lies as it came in. */
export type MailPlace = { readonly bucket: string; readonly key: string }
/** A mail's bytes, and how many there are before any of them is read. */
export type RawMail = { readonly size: number; readonly bytes: () => Promise<Uint8Array> }

/** Mails as they came in, each an object of a bucket. Rejects where there is none. */
export const rawMails =
  (client = new S3Client()) =>
  async ({ bucket, key }: MailPlace): Promise<RawMail> => {
    const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    if (!Body) throw new Failure(`${key} has no content`)
    return { size: ContentLength, bytes: () => Body.transformToByteArray() }
  }
