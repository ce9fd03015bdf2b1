import { afterAll, beforeAll, vi } from "vitest";
import { addedBackend } from "./added-backend.js";
import { refusals } from "./refusals.js";
import { openStage, type Stage } from "./stage.js";
import { strangerOne } from "./stranger-one.js";
import { strangerThree } from "./stranger-three.js";
import { strangerTwo } from "./stranger-two.js";

// One story, told in order: each scene goes on where the one before ended. TAPSET_TRANSCRIPT=FILE keeps all that is typed
// and answered.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

strangerOne(() => stage);
strangerTwo(() => stage);
addedBackend(() => stage);
refusals(() => stage);
strangerThree(() => stage);
