/** Domain of the addresses that stand for staff numbers in Firebase Auth; it never receives mail. */
export const staffDomain = 'staff.wenshu.local';

/**
 * The address under which Firebase Auth knows a person. It follows from the staff number alone, so that
 * an e-mail address may change without touching how its owner signs in.
 */
export function staffAddress(staffNumber: string): string {
	return `${staffNumber.toLowerCase()}@${staffDomain}`;
}

/** Shortest password an administrator may hand out and a person may choose, in characters. */
export const PASSWORD_LENGTH = 10;

/** Whether a password is long and mixed enough: letters, digits, and at least {@link PASSWORD_LENGTH} characters. */
export function isStrongPassword(password: string): boolean {
	return (
		password.length >= PASSWORD_LENGTH &&
		password.length <= 128 &&
		/[a-z]/i.test(password) &&
		/\d/.test(password)
	);
}
