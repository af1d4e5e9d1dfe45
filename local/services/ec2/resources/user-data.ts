import { AwsError } from '../../../aws-error.ts'

const limitBytes = 16 * 1024

/** Throws EC2's error for user data that is not base64, or over 16 KiB once decoded. */
export function checkUserData(userData: string | undefined): void {
  if (!userData) return
  const text = userData.replaceAll(/\s/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw new AwsError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.')
  if (Buffer.from(text, 'base64').length > limitBytes)
    throw new AwsError('InvalidParameterValue', `User data is limited to ${limitBytes} bytes`)
}
