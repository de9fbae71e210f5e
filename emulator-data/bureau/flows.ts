import type { Flow } from '@wenshu/domain/flow/definition.ts';
import { incoming, outgoing } from './flows/documents.ts';
import { meeting, seal, vehicle } from './flows/logistics.ts';
import { institution, treatment } from './flows/medical.ts';
import { procurement } from './flows/procurement.ts';
import { letter, request } from './flows/requests.ts';
import { leave, petition } from './flows/staff.ts';

/** Flow definitions of the sample bureau (DOC-23, DOC-24, FLOW-1, FLOW-10). */
export const flows: Flow[] = [
	outgoing,
	incoming,
	request,
	letter,
	meeting,
	vehicle,
	seal,
	leave,
	petition,
	procurement,
	institution,
	treatment,
];
