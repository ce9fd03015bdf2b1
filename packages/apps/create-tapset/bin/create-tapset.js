#!/usr/bin/env node
import { run } from "../dist/create.js";

run(process.argv.slice(2));
