import type { TapsetModule } from "@tapset/core";
import { addressFunctions } from "./address-functions.js";
import { allocationFlagFunctions } from "./allocation-flag-functions.js";
import { argumentFunctions } from "./argument-functions.js";
import { escapeFunctions } from "./escape-functions.js";
import { floatingPointFunctions } from "./floating-point-functions.js";
import { forbiddenFunctions } from "./forbidden-functions.js";
import { hostFunctions } from "./host-functions.js";
import { kernelLogFunctions } from "./kernel-log-functions.js";
import { machineFunctions } from "./machine-functions.js";
import { memoryFunctions } from "./memory-functions.js";
import { memoryStringFunctions } from "./memory-string-functions.js";
import { nameFunctions } from "./name-functions.js";
import { namespaceFunctions } from "./namespace-functions.js";
import { pidFunctions } from "./pid-functions.js";
import { probeFunctions } from "./probe-functions.js";
import { processFunctions } from "./process-functions.js";
import { registerFunctions } from "./register-functions.js";
import { resourceLimitFunctions } from "./resource-limit-functions.js";
import { sessionFacts } from "./session-facts.js";
import { sessionFunctions } from "./session-functions.js";
import { signalCodeFunctions } from "./signal-code-functions.js";
import { socketNameFunctions } from "./socket-name-functions.js";
import { speculationFunctions } from "./speculation-functions.js";
import { stackFunctions } from "./stack-functions.js";
import { stringFunctions } from "./string-functions.js";
import { symbolFunctions } from "./symbol-functions.js";
import { taskFunctions } from "./task-functions.js";
import { timeFunctions } from "./time-functions.js";

const context: TapsetModule = {
  families: [],
  intrinsics: [
    ...processFunctions,
    ...probeFunctions,
    ...timeFunctions,
    ...sessionFunctions,
    ...kernelLogFunctions,
    ...forbiddenFunctions,
    ...registerFunctions,
    ...argumentFunctions,
    ...floatingPointFunctions,
    ...memoryFunctions,
    ...memoryStringFunctions,
    ...stackFunctions,
    ...symbolFunctions,
    ...stringFunctions,
    ...speculationFunctions,
    ...escapeFunctions,
    ...nameFunctions,
    ...signalCodeFunctions,
    ...allocationFlagFunctions,
    ...addressFunctions,
    ...socketNameFunctions,
    ...resourceLimitFunctions,
    ...machineFunctions,
    ...taskFunctions,
    ...namespaceFunctions,
    ...pidFunctions,
    ...sessionFacts,
  ],
  host: hostFunctions,
};
export default context;
