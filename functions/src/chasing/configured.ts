import { blobs } from '../files/blobs.ts';
import type { Carriers } from './carriers.ts';
import { smtpCarrier, smtpSettings } from './smtp.ts';

const mail = smtpSettings(process.env);

/**
 * Carriers of this installation: mail where a server is set (WENSHU_SMTP_URL, WENSHU_SMTP_FROM), short messages
 * once an adapter for the office's gateway is entered here.
 */
export const configured: Carriers =
	mail === null ? {} : { mail: smtpCarrier(mail, (fileId) => blobs.read(fileId)) };
