/** What the editor's timeline makes of a course, for `test_timeline.py`: reads {project, scenes, timeline}. */
import { readFileSync } from "node:fs";
import { baselineFrom } from "../../web/src/features/studio/editor/doc/baseline";
import { documentFrom } from "../../web/src/features/studio/editor/doc/document";
import { withServerTimes } from "../../web/src/features/studio/editor/timeline/serverTimes";
import { layOut } from "../../web/src/features/studio/editor/timeline/timing";

const { project, scenes, timeline } = JSON.parse(readFileSync(0, "utf-8"));
const document = documentFrom(project.title, scenes, project.own_lexicon);
const { language, speed, transition } = project;
const timings = { language, speed, transitionFrames: transition.frames, lines: new Map(), paged: new Map() };
const told = withServerTimes(timings, timeline, document, baselineFrom(project, scenes).scenes);
process.stdout.write(JSON.stringify({ guessed: layOut(document, timings), told: layOut(document, told) }));
