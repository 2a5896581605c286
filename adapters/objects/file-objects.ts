import { CopyObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { AttachmentRef } from '../../domain/attachments/attachment.ts'
import { headLength } from '../../domain/attachments/content.ts'
import { keptPrefix, uploadPrefix } from '../../domain/attachments/places.ts'
import { type FileObjects, linkSeconds, type Uploaded, uploadSeconds } from '../../domain/attachments/ports.ts'
import { madeOnce } from '../../domain/kernel/made-once.ts'
import { savedAs } from './disposition.ts'

type Bucket = { readonly client: S3Client; readonly bucket: string }

/** Only what was asked for fits through: S3 holds the form to the size, the type and the place that it was signed for. */
const upload = ({ client, bucket }: Bucket, { id, type, size }: AttachmentRef) =>
  createPresignedPost(client, {
    Bucket: bucket,
    Key: `${uploadPrefix}${id}`,
    Fields: { 'Content-Type': type },
    Conditions: [
      ['content-length-range', size, size],
      ['eq', '$Content-Type', type],
    ],
    Expires: uploadSeconds,
  })

const look = async ({ client, bucket }: Bucket, id: string): Promise<Uploaded | undefined> => {
  const Range = `bytes=0-${headLength - 1}`
  try {
    const {
      Body,
      ContentRange,
      ETag = '',
    } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: `${uploadPrefix}${id}`, Range }))
    const head = await Body?.transformToByteArray()
    return { head: head ?? new Uint8Array(), size: Number(ContentRange?.split('/')[1]), tag: ETag }
  } catch (cause) {
    if (cause instanceof NoSuchKey) return undefined
    throw cause
  }
}

/** False when another content lies there by now than the one with this tag. */
const keep = async ({ client, bucket }: Bucket, id: string, tag: string): Promise<boolean> => {
  const from = `${bucket}/${uploadPrefix}${id}`
  try {
    await client.send(new CopyObjectCommand({ Bucket: bucket, Key: `${keptPrefix}${id}`, CopySource: from, CopySourceIfMatch: tag }))
    return true
  } catch (cause) {
    if (cause instanceof S3ServiceException && cause.name === 'PreconditionFailed') return false
    throw cause
  }
}

const put = async ({ client, bucket }: Bucket, { id, type }: AttachmentRef, bytes: Uint8Array): Promise<void> =>
  void (await client.send(new PutObjectCommand({ Bucket: bucket, Key: `${keptPrefix}${id}`, Body: bytes, ContentType: type })))

const link = ({ client, bucket }: Bucket, { id, name, type }: AttachmentRef): Promise<string> =>
  getSignedUrl(
    client,
    new GetObjectCommand({
      Bucket: bucket,
      Key: `${keptPrefix}${id}`,
      ResponseContentDisposition: savedAs(name),
      ResponseContentType: type,
    }),
    { expiresIn: linkSeconds },
  )

/** Files as objects of one bucket. */
export const fileObjects = (bucket: string, clientOf = madeOnce(() => new S3Client())): FileObjects => {
  const at = () => ({ client: clientOf(), bucket })
  return {
    upload: (file) => upload(at(), file),
    look: (id) => look(at(), id),
    keep: (id, tag) => keep(at(), id, tag),
    put: (file, bytes) => put(at(), file, bytes),
    link: (file) => link(at(), file),
  }
}
