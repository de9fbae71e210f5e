import { createHash } from 'node:crypto';
import { staffAddress } from '@wenshu/domain/access/sign-in.ts';
import type { Person } from '@wenshu/domain/access/model.ts';

/**
 * `signInNames/{key}`: one document for each name by which somebody can sign in. Creating it is what
 * makes staff numbers and e-mail addresses unique; reading one by its key tells the sign-in page the
 * address of the account. Keys of e-mail addresses are hashes, so that the collection lists nobody.
 */
export interface SignInName {
	uid: string;
	/** The account's address in Firebase Auth. */
	address: string;
}

/** Path of the document that holds a staff number. */
export function staffNumberPath(staffNumber: string): string {
	return `signInNames/staff_${staffNumber.toLowerCase()}`;
}

/** Path of the document that holds an e-mail address: SHA-256, in hexadecimal, of its lower-case form. */
export function emailPath(email: string): string {
	const digest = createHash('sha256').update(email.toLowerCase()).digest('hex');
	return `signInNames/mail_${digest}`;
}

/** Both documents of a person, as path and value. */
export function signInNames(person: Person): [path: string, value: SignInName][] {
	const value = { uid: person.uid, address: staffAddress(person.staffNumber) };
	return [
		[staffNumberPath(person.staffNumber), value],
		[emailPath(person.email), value],
	];
}
