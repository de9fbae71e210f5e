import { people, samplePassword } from './bureau/people.ts';
import { posts } from './bureau/posts.ts';
import { roles } from './bureau/roles.ts';
import { units } from './bureau/units.ts';

/** A person as the sign-in page offers them on the emulators. */
export interface OfferedPerson {
	uid: string;
	name: string;
	staffNumber: string;
	title: string;
	unit: string;
}

/** What `/sample-people.json` holds: people in groups by what they do, and the one password. */
export interface SamplePeople {
	password: string;
	groups: { group: string; people: OfferedPerson[] }[];
}

/** Groups of the sign-in page, with the role that decides; everybody else stands in the last. */
const groups: [group: string, roleId: string][] = [
	['局领导', 'leaderInCharge'],
	['系统管理员', 'administrator'],
	['文书', 'documentClerk'],
	['印章管理员', 'sealKeeper'],
	['档案员', 'archivist'],
	['办公室负责人', 'officeReviewer'],
	['部门负责人', 'deptHead'],
	['拟稿人', 'drafter'],
];

/** The people whom the sign-in page offers; each once, under the first group that fits. */
export function samplePeople(): SamplePeople {
	const names = new Map(units.map((unit) => [unit.id, unit.shortName]));
	const left = new Set(people.filter((person) => !person.disabled));
	const filled = groups.map(([group, roleId]) => {
		const role = roles.find((each) => each.id === roleId);
		if (role === undefined) throw new Error(`no role ${roleId}`);
		const held = new Set(
			posts.filter((post) => post.roleIds.includes(role.id)).map(({ id }) => id),
		);
		const chosen = [...left].filter((person) => person.postIds.some((id) => held.has(id)));
		for (const person of chosen) left.delete(person);
		return {
			group,
			people: chosen.map(({ uid, name, staffNumber, title, unitId }) => ({
				uid,
				name,
				staffNumber,
				title,
				unit: names.get(unitId) ?? '',
			})),
		};
	});
	return { password: samplePassword, groups: filled };
}
