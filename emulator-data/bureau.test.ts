import { personSchema, postSchema, roleSchema, unitSchema } from '@wenshu/domain/access/model.ts';
import { checkBody } from '@wenshu/domain/document/body-check.ts';
import { completeElements, emptyElements } from '@wenshu/domain/document/elements.ts';
import {
	elementsSchema,
	incomingSchema,
	seriesSchema,
	templateSchema,
	volumeSchema,
} from '@wenshu/domain/document/model.ts';
import { directoryOf, monitorRoles } from '@wenshu/domain/flow/directory.ts';
import { flowSchema } from '@wenshu/domain/flow/definition.ts';
import { firstStep } from '@wenshu/domain/flow/graph.ts';
import { unsoundness, type FlowWorld } from '@wenshu/domain/flow/soundness.ts';
import { modules } from '@wenshu/domain/modules/index.ts';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBody } from './bureau/body.ts';
import { bulletins } from './bureau/bulletins.ts';
import { documents } from './bureau/documents.ts';
import { flows } from './bureau/flows.ts';
import { people, uidOf } from './bureau/people.ts';
import { posts } from './bureau/posts.ts';
import { roles } from './bureau/roles.ts';
import { seals } from './bureau/seals.ts';
import { series } from './bureau/series.ts';
import { momentOf } from './bureau/story.ts';
import { templates } from './bureau/templates.ts';
import { units } from './bureau/units.ts';
import { volumes } from './bureau/volumes.ts';
import { samplePeople } from './sample-people.ts';

const now = new Date('2026-11-23T02:00:00Z');
const year = 2026;
const ids = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id));

const directory = directoryOf({ people, posts, units, monitorRoleIds: monitorRoles(roles) });

describe('the organisation', () => {
	it('follows its schemas', () => {
		for (const unit of units) unitSchema.parse(unit);
		for (const post of posts) postSchema.parse(post);
		for (const role of roles) roleSchema.parse(role);
		for (const person of people) personSchema.parse(person);
	});

	it('names only units, posts and roles that exist, and nothing twice', () => {
		for (const list of [units, posts, roles]) expect(ids(list).size).toBe(list.length);
		expect(new Set(people.map(({ name }) => name)).size).toBe(people.length);
		for (const unit of units) for (const id of unit.path) expect(ids(units)).toContain(id);
		for (const post of posts) {
			expect(ids(units)).toContain(post.unitId);
			for (const id of post.roleIds) expect(ids(roles)).toContain(id);
		}
		for (const person of people) for (const id of person.postIds) expect(ids(posts)).toContain(id);
	});

	it('has a head in every department and centre, and somebody in every role', () => {
		for (const unit of units.filter(({ kind }) => kind === 'department' || kind === 'center')) {
			const [head] = directory.headsOfUnit(unit.id);
			expect(people.find(({ uid }) => uid === head)?.unitId, unit.name).toBe(unit.id);
		}
		for (const role of roles) expect(directory.holdersOfRole(role.id), role.name).not.toEqual([]);
	});

	it('is invented: no telephone number can be dialled', () => {
		for (const person of people) expect(person.phone).toMatch(/^000-/);
	});

	it('is offered whole on the sign-in page, without those who left', () => {
		const offered = samplePeople().groups.flatMap((group) => group.people);
		expect(offered).toHaveLength(people.filter(({ disabled }) => !disabled).length);
	});
});

describe('flows', () => {
	const world: FlowWorld = {
		directory,
		roleIds: ids(roles),
		postIds: ids(posts),
		unitIds: ids(units),
		flows: new Map(flows.map((flow) => [flow.id, flow])),
		modules: new Set(['document', ...modules.map(({ id }) => id)]),
	};

	it.each(flows)('$name is sound in this bureau, without a warning', (flow) => {
		expect(flowSchema.parse(flow)).toEqual(flow);
		expect(unsoundness(flow, world)).toEqual([]);
	});

	it('names nothing twice', () => {
		expect(ids(flows).size).toBe(flows.length);
	});

	it.each(flows.filter(({ module }) => module !== 'document'))(
		'$name can be started on the form it declares',
		(flow) => {
			expect(flow.fields).not.toEqual([]);
			const rights = firstStep(flow).fields;
			expect(Object.values(rights)).toContain('required');
		},
	);
});

describe('templates, series, volumes and seals', () => {
	it('follow their schemas and name what exists', () => {
		for (const each of series) seriesSchema.parse(each);
		for (const volume of volumes(year)) volumeSchema.parse(volume);
		for (const template of templates(year)) {
			templateSchema.parse(template);
			expect(checkBody(template.body)).toMatchObject({ ok: true });
			expect(ids(series)).toContain(template.seriesId);
			expect(ids(flows)).toContain(template.flowId);
		}
		for (const seal of seals) expect(seal.keepers.map(uidOf)).not.toEqual([]);
	});
});

describe('texts', () => {
	const names = readdirSync(new URL('bureau/texts', import.meta.url));

	it.each(names)('%s is a body of the closed vocabulary', (name) => {
		const sign = (who: string) => ({ by: uidOf(who), at: now });
		const body = readBody(name.replace(/\.md$/, ''), year, sign);
		expect(checkBody(body)).toMatchObject({ ok: true });
	});
});

describe('stories', () => {
	const known = new Set(templates(year).map(({ id }) => id));

	it.each(documents(year))('$id is complete and told in the order of time', (document) => {
		const elements = elementsSchema.parse({ ...emptyElements(), ...document.elements });
		expect(completeElements(elements)).toMatchObject({ ok: true });
		if (document.incoming === undefined) expect(known).toContain(document.templateId);
		else incomingSchema.parse({ ...document.incoming, receivedOn: '2026-11-20' });
		const moments = [document.begun, ...document.beats].map(({ at }) =>
			momentOf(at, now).getTime(),
		);
		expect(moments).toEqual([...moments].sort((a, b) => a - b));
		expect(moments.at(-1)).toBeLessThan(now.getTime());
		for (const beat of document.beats) uidOf(beat.by);
	});

	it('counts back working days on the office clock', () => {
		// Monday 23 November, 10:00 in the office: one working day back is Friday.
		expect(momentOf('-1 09:30', now).toISOString()).toBe('2026-11-20T01:30:00.000Z');
		expect(momentOf('-25m', now).toISOString()).toBe('2026-11-23T01:35:00.000Z');
	});

	it('has bulletins that can be read', () => {
		for (const bulletin of bulletins(year))
			expect(checkBody(bulletin.values['body'])).toMatchObject({ ok: true });
	});
});
