#!/usr/bin/env node
import "../dist/tapset.js";
