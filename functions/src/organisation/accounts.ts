import type { Person } from '@wenshu/domain/access/model.ts';
import { staffAddress } from '@wenshu/domain/access/sign-in.ts';

/**
 * `accounts/{uid}`: what the account in Firebase Auth should be. Written in the same work as the person;
 * Auth follows after the commit, and a sweep repairs what did not get there.
 */
export interface Account {
	uid: string;
	/** Staff address, see `staffAddress`. */
	address: string;
	name: string;
	disabled: boolean;
	/** Whether Auth is still behind these facts. */
	dirty: boolean;
	/** The act whose password has still to be set; null when none has. */
	passwordAct: string | null;
	/** `tokensValidAfterTime` after the last password an administrator set; a change since is the owner's own. */
	passwordSetAt: string | null;
	/** Raised with every change, so that a repair never marks a newer wish as fulfilled. */
	revision: number;
}

/** The account a new person gets. */
export function newAccount(person: Person): Account {
	return {
		uid: person.uid,
		address: staffAddress(person.staffNumber),
		name: person.name,
		disabled: person.disabled,
		dirty: true,
		passwordAct: null,
		passwordSetAt: null,
		revision: 1,
	};
}

/** Claims every account carries; they change only with the account itself. */
export function accountClaims(disabled: boolean): object {
	return disabled ? { staff: true, disabled: true } : { staff: true };
}
