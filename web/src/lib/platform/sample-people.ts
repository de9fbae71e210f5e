import { config } from './firebase.ts';

/** A person of the sample bureau, offered on the sign-in page of the emulators. */
export interface SamplePerson {
	uid: string;
	name: string;
	staffNumber: string;
	title: string;
	unit: string;
}

/** What `/sample-people.json` holds. */
export interface SamplePeople {
	password: string;
	groups: { group: string; people: SamplePerson[] }[];
}

/** The people to sign in as by one press; null on a real deployment. */
export async function readSamplePeople(): Promise<SamplePeople | null> {
	if (config.sample !== true || !config.emulators) return null;
	const response = await fetch('/sample-people.json');
	return response.ok ? ((await response.json()) as SamplePeople) : null;
}
