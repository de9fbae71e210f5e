import { describe, expect, test } from 'vitest';
import { calendarOf } from '../calendar/model.ts';
import { official2026 } from '../calendar/official.ts';
import { dueRungs, nextChaseAt } from './clock.ts';
import type { StepDraft } from './definition.ts';
import type { ChaseRung } from './definition.ts';
import { SYSTEM } from './scene.ts';
import { aFlow, aStep, Play } from './testing.ts';

const calendar = calendarOf([official2026]);
const hours = (amount: number) => ({ amount, unit: 'hours' as const });
const ladder: ChaseRung[] = [
	{ when: 'before', span: hours(4), to: ['holder'] },
	{ when: 'after', span: hours(24), to: ['superior'] },
];

function aPlay(part: Partial<StepDraft> = {}): Play {
	const limit = { due: hours(10), chase: ladder, ...part };
	return new Play(aFlow([aStep('a'), aStep('b', limit), aStep('c')])).start('a');
}
const taskOf = (play: Play, uid: string) => {
	const task = play.state.tasks[play.task(uid)];
	if (task === undefined) throw new Error(`${uid} holds nothing`);
	return task;
};

/** Lets the schedule do what time asks for now; answers what it did. */
function tick(play: Play, uid: string): string[] {
	const task = taskOf(play, uid);
	const due = dueRungs(calendar, task, ladder, play.now);
	const done: string[] = [];
	if (due.expire) {
		play.do(SYSTEM, { verb: 'expire', taskId: task.id });
		done.push('expire');
	}
	if (due.remind !== null) {
		play.do(SYSTEM, { verb: 'remind', taskId: task.id, rung: due.remind.rung, to: [uid] });
		done.push(`remind ${due.remind.rung}`);
	}
	return done;
}

describe('clock and engine together', () => {
	test('routing 28, 29: reminder, expiry and the reminder after it, each once', () => {
		const play = aPlay();
		play.submit('a');
		const seen: string[] = [];
		for (let hour = 0; hour < 60; hour += 1) {
			seen.push(...tick(play, 'b'));
			play.wait(1);
		}
		expect(seen).toEqual(['remind 1', 'expire', 'remind 3']);
		expect(nextChaseAt(calendar, taskOf(play, 'b'), ladder)).toBeNull();
		expect(play.open).toEqual({ b: ['b'] });
	});

	test('a return gives the step a clock of its own again, and its reminders (RVP #1018)', () => {
		const play = aPlay();
		play.submit('a');
		play.wait(7);
		expect(tick(play, 'b')).toEqual(['remind 1']);
		play.return('b', 'a');
		play.wait(100);
		play.submit('a');
		expect(tick(play, 'b')).toEqual([]);
		play.wait(7);
		expect(tick(play, 'b')).toEqual(['remind 1']);
		play.wait(4);
		expect(tick(play, 'b')).toEqual(['expire']);
	});

	test('routing 30: nothing is sent while the clock stands', () => {
		const play = aPlay();
		play.submit('a');
		play.do('b', { verb: 'pause', taskId: play.task('b'), cause: '待补充材料' });
		play.wait(200);
		expect(nextChaseAt(calendar, taskOf(play, 'b'), ladder)).toBeNull();
		expect(tick(play, 'b')).toEqual([]);
		const taskId = play.task('b');
		expect(play.try(SYSTEM, { verb: 'remind', taskId, rung: 1, to: ['b'] })).not.toBeNull();
		expect(play.try(SYSTEM, { verb: 'expire', taskId })).not.toBeNull();
	});

	test('routing 29: time submits a plain step, and never one that signs or is done in person', () => {
		const plain = aPlay({ onExpire: 'submit', personal: false });
		const signing = aPlay({ onExpire: 'submit', personal: false, effect: 'sign' });
		const personal = aPlay({ onExpire: 'submit' });
		for (const play of [plain, signing, personal]) {
			play.submit('a');
			play.wait(11);
			expect(tick(play, 'b')).toEqual(['expire']);
		}
		expect(plain.open).toEqual({ c: ['c'] });
		expect(signing.open).toEqual({ b: ['b'] });
		expect(personal.open).toEqual({ b: ['b'] });
	});

	test('routing 29: time returns where the step says so', () => {
		const play = aPlay({ onExpire: 'return' });
		play.submit('a');
		play.wait(11);
		tick(play, 'b');
		expect(play.open).toEqual({ a: ['a'] });
	});
});
