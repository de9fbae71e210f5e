import { expect, test } from 'vitest';
import { directoryOf } from './directory.ts';

const unit = (id: string, ...above: string[]) => ({ id, path: [...above, id] });
const person = (uid: string, unitId: string, postId: string) => {
	return { uid, name: uid, unitId, postIds: [postId], disabled: false, order: 0 };
};
const head = (id: string, unitId: string) => {
	return { id, unitId, isHead: true, rank: 1, roleIds: [] };
};

test('above a department stand the bureau’s leaders, though they are a unit beside it', () => {
	const directory = directoryOf({
		units: [
			unit('bureau'),
			{ ...unit('leaders', 'bureau'), kind: 'leaders' },
			unit('benefits', 'bureau'),
		],
		posts: [
			head('director', 'leaders'),
			head('chief', 'benefits'),
			{ ...head('staff', 'benefits'), isHead: false },
		],
		people: [
			person('shen', 'leaders', 'director'),
			person('zhou', 'benefits', 'chief'),
			person('ye', 'benefits', 'staff'),
		],
		monitorRoleIds: [],
	});
	expect(directory.superiorsOf('ye')).toEqual(['zhou']);
	expect(directory.superiorsOf('zhou')).toEqual(['shen']);
	expect(directory.superiorsOf('shen')).toEqual([]);
	expect(directory.headsOfUnit('bureau')).toEqual(['shen']);
});

test('between a department and the bureau’s head stands the leader in charge of it', () => {
	const source = {
		units: [
			unit('bureau'),
			{ ...unit('leaders', 'bureau'), kind: 'leaders' },
			{ ...unit('benefits', 'bureau'), overseers: ['deputy'] },
			unit('counter', 'bureau', 'benefits'),
		],
		posts: [
			head('director', 'leaders'),
			{ ...head('deputy', 'leaders'), isHead: false },
			head('chief', 'benefits'),
			{ ...head('staff', 'counter'), isHead: false },
		],
		people: [
			person('shen', 'leaders', 'director'),
			person('lu', 'leaders', 'deputy'),
			person('zhou', 'benefits', 'chief'),
			person('ye', 'counter', 'staff'),
		],
		monitorRoleIds: [],
	};
	const directory = directoryOf(source);
	expect(directory.superiorsOf('ye')).toEqual(['zhou']);
	expect(directory.superiorsOf('zhou')).toEqual(['lu']);
	expect(directory.superiorsOf('lu')).toEqual(['shen']);
	expect(directory.superiorsOf('shen')).toEqual([]);
	expect(directory.overseersOf('counter')).toEqual(['lu']);
	expect(directory.overseersOf('bureau')).toEqual([]);
	// A post nobody holds leads nothing.
	const vacant = directoryOf({
		...source,
		people: source.people.filter(({ uid }) => uid !== 'lu'),
	});
	expect(vacant.superiorsOf('zhou')).toEqual(['shen']);
});
