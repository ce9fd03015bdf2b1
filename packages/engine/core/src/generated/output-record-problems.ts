// Generated from schemas/output-record.schema.json by tools/generate-validators.mjs.
// @ts-nocheck
import type { SchemaProblem } from "../schema-problem.js";

/** Where a value breaks schemas/output-record.schema.json; empty when it doesn't. */
export function outputRecordProblems(value: unknown): readonly SchemaProblem[] {
  return validate20(value) ? [] : validate20.errors;
}

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://github.com/tapset/tapset/blob/main/schemas/output-record.schema.json","title":"Tapset output record","description":"One line of `tapset --format ndjson`. The last record of a session is its only `end`. A reader passes over types it doesn't know; `version` is raised when a record known to it changes.","type":"object","required":["version","type"],"properties":{"version":{"const":1},"type":{"type":"string"}},"oneOf":[{"$ref":"#/$defs/output"},{"$ref":"#/$defs/message"},{"$ref":"#/$defs/loss"},{"$ref":"#/$defs/end"}],"$defs":{"count":{"type":"integer","minimum":0},"unknownCount":{"description":"null: the kernel keeps no count.","type":["integer","null"],"minimum":0},"output":{"description":"What the script printed, in order. Cut anywhere, not only at line ends.","type":"object","additionalProperties":false,"required":["version","type","text"],"properties":{"version":true,"type":{"const":"output"},"text":{"description":"Decoded as UTF-8; bytes that aren't are U+FFFD here and exact in `bytes`.","type":"string"},"bytes":{"description":"The bytes in base64, only when they aren't UTF-8.","type":"string"}}},"message":{"description":"What goes to stderr as text: warn(), error(), a handler that failed.","type":"object","additionalProperties":false,"required":["version","type","message"],"properties":{"version":true,"type":{"enum":["warning","error"]},"message":{"type":"string"},"probe":{"description":"The probe point, as pp() prints it.","type":"string"},"location":{"description":"file:line:column in the script.","type":"string"}}},"loss":{"description":"Something that was lost: said once for each kind and probe, before `end`.","type":"object","additionalProperties":false,"required":["version","type","kind","count"],"properties":{"version":true,"type":{"const":"loss"},"kind":{"description":"dropped: output records the ring had no room for. missed: events the kernel didn't deliver. truncated: strings cut at their bound. array-full: elements that found no room. failed-read: memory that couldn't be read. missed-tick: timer ticks that passed while the session was busy. skipped-return: returns beyond the limit of those outstanding. speculation-full: texts of speculations given up because too much was undecided.","enum":["dropped","missed","truncated","array-full","failed-read","missed-tick","skipped-return","speculation-full"]},"count":{"$ref":"#/$defs/unknownCount"},"probe":{"type":"string"}}},"end":{"description":"The session's ledger.","type":"object","additionalProperties":false,"required":["version","type","reason","status","records","probes"],"properties":{"version":true,"type":{"const":"end"},"reason":{"description":"exit: the script called exit(). interrupt: Ctrl-C or SIGTERM. target: the command of -c ended. timeout: -T. error: too many errors. output: nobody reads the output any more.","enum":["exit","interrupt","target","timeout","error","output"]},"status":{"description":"The exit status.","type":"integer","minimum":0},"records":{"description":"Output records: produced = delivered + dropped.","type":"object","additionalProperties":false,"required":["produced","delivered","dropped"],"properties":{"produced":{"$ref":"#/$defs/count"},"delivered":{"$ref":"#/$defs/count"},"dropped":{"$ref":"#/$defs/count"}}},"speculations":{"description":"Texts given to speculate(), when there were any: held = committed + discarded + undecided + dropped.","type":"object","additionalProperties":false,"required":["held","committed","discarded","undecided","dropped"],"properties":{"held":{"$ref":"#/$defs/count"},"committed":{"$ref":"#/$defs/count"},"discarded":{"$ref":"#/$defs/count"},"undecided":{"$ref":"#/$defs/count"},"dropped":{"$ref":"#/$defs/count"}}},"probes":{"description":"Handler runs: entered = filtered + completed + failed.","type":"array","items":{"type":"object","additionalProperties":false,"required":["point","entered","filtered","completed","failed","missed"],"properties":{"point":{"type":"string"},"entered":{"$ref":"#/$defs/count"},"filtered":{"$ref":"#/$defs/count"},"completed":{"$ref":"#/$defs/count"},"failed":{"$ref":"#/$defs/count"},"missed":{"$ref":"#/$defs/unknownCount"}}}}}}}};
const schema32 = {"description":"What the script printed, in order. Cut anywhere, not only at line ends.","type":"object","additionalProperties":false,"required":["version","type","text"],"properties":{"version":true,"type":{"const":"output"},"text":{"description":"Decoded as UTF-8; bytes that aren't are U+FFFD here and exact in `bytes`.","type":"string"},"bytes":{"description":"The bytes in base64, only when they aren't UTF-8.","type":"string"}}};
const schema33 = {"description":"What goes to stderr as text: warn(), error(), a handler that failed.","type":"object","additionalProperties":false,"required":["version","type","message"],"properties":{"version":true,"type":{"enum":["warning","error"]},"message":{"type":"string"},"probe":{"description":"The probe point, as pp() prints it.","type":"string"},"location":{"description":"file:line:column in the script.","type":"string"}}};
const schema34 = {"description":"Something that was lost: said once for each kind and probe, before `end`.","type":"object","additionalProperties":false,"required":["version","type","kind","count"],"properties":{"version":true,"type":{"const":"loss"},"kind":{"description":"dropped: output records the ring had no room for. missed: events the kernel didn't deliver. truncated: strings cut at their bound. array-full: elements that found no room. failed-read: memory that couldn't be read. missed-tick: timer ticks that passed while the session was busy. skipped-return: returns beyond the limit of those outstanding. speculation-full: texts of speculations given up because too much was undecided.","enum":["dropped","missed","truncated","array-full","failed-read","missed-tick","skipped-return","speculation-full"]},"count":{"$ref":"#/$defs/unknownCount"},"probe":{"type":"string"}}};
const schema35 = {"description":"null: the kernel keeps no count.","type":["integer","null"],"minimum":0};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.version === undefined) && (missing0 = "version")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.kind === undefined) && (missing0 = "kind"))) || ((data.count === undefined) && (missing0 = "count"))){
validate21.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "version") || (key0 === "type")) || (key0 === "kind")) || (key0 === "count")) || (key0 === "probe"))){
validate21.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.type !== undefined){
const _errs2 = errors;
if("loss" !== data.type){
validate21.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "loss"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.kind !== undefined){
let data1 = data.kind;
const _errs3 = errors;
if(!((((((((data1 === "dropped") || (data1 === "missed")) || (data1 === "truncated")) || (data1 === "array-full")) || (data1 === "failed-read")) || (data1 === "missed-tick")) || (data1 === "skipped-return")) || (data1 === "speculation-full"))){
validate21.errors = [{instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema34.properties.kind.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.count !== undefined){
let data2 = data.count;
const _errs4 = errors;
const _errs5 = errors;
if((!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) && (data2 !== null)){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/$defs/unknownCount/type",keyword:"type",params:{type: schema35.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs5){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/$defs/unknownCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.probe !== undefined){
const _errs7 = errors;
if(typeof data.probe !== "string"){
validate21.errors = [{instancePath:instancePath+"/probe",schemaPath:"#/properties/probe/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
else {
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema36 = {"description":"The session's ledger.","type":"object","additionalProperties":false,"required":["version","type","reason","status","records","probes"],"properties":{"version":true,"type":{"const":"end"},"reason":{"description":"exit: the script called exit(). interrupt: Ctrl-C or SIGTERM. target: the command of -c ended. timeout: -T. error: too many errors. output: nobody reads the output any more.","enum":["exit","interrupt","target","timeout","error","output"]},"status":{"description":"The exit status.","type":"integer","minimum":0},"records":{"description":"Output records: produced = delivered + dropped.","type":"object","additionalProperties":false,"required":["produced","delivered","dropped"],"properties":{"produced":{"$ref":"#/$defs/count"},"delivered":{"$ref":"#/$defs/count"},"dropped":{"$ref":"#/$defs/count"}}},"speculations":{"description":"Texts given to speculate(), when there were any: held = committed + discarded + undecided + dropped.","type":"object","additionalProperties":false,"required":["held","committed","discarded","undecided","dropped"],"properties":{"held":{"$ref":"#/$defs/count"},"committed":{"$ref":"#/$defs/count"},"discarded":{"$ref":"#/$defs/count"},"undecided":{"$ref":"#/$defs/count"},"dropped":{"$ref":"#/$defs/count"}}},"probes":{"description":"Handler runs: entered = filtered + completed + failed.","type":"array","items":{"type":"object","additionalProperties":false,"required":["point","entered","filtered","completed","failed","missed"],"properties":{"point":{"type":"string"},"entered":{"$ref":"#/$defs/count"},"filtered":{"$ref":"#/$defs/count"},"completed":{"$ref":"#/$defs/count"},"failed":{"$ref":"#/$defs/count"},"missed":{"$ref":"#/$defs/unknownCount"}}}}}};
const schema37 = {"type":"integer","minimum":0};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((data.version === undefined) && (missing0 = "version")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.status === undefined) && (missing0 = "status"))) || ((data.records === undefined) && (missing0 = "records"))) || ((data.probes === undefined) && (missing0 = "probes"))){
validate23.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "version") || (key0 === "type")) || (key0 === "reason")) || (key0 === "status")) || (key0 === "records")) || (key0 === "speculations")) || (key0 === "probes"))){
validate23.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.type !== undefined){
const _errs2 = errors;
if("end" !== data.type){
validate23.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "end"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data1 = data.reason;
const _errs3 = errors;
if(!((((((data1 === "exit") || (data1 === "interrupt")) || (data1 === "target")) || (data1 === "timeout")) || (data1 === "error")) || (data1 === "output"))){
validate23.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/enum",keyword:"enum",params:{allowedValues: schema36.properties.reason.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.status !== undefined){
let data2 = data.status;
const _errs4 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate23.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate23.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.records !== undefined){
let data3 = data.records;
const _errs6 = errors;
if(errors === _errs6){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if((((data3.produced === undefined) && (missing1 = "produced")) || ((data3.delivered === undefined) && (missing1 = "delivered"))) || ((data3.dropped === undefined) && (missing1 = "dropped"))){
validate23.errors = [{instancePath:instancePath+"/records",schemaPath:"#/properties/records/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs8 = errors;
for(const key1 in data3){
if(!(((key1 === "produced") || (key1 === "delivered")) || (key1 === "dropped"))){
validate23.errors = [{instancePath:instancePath+"/records",schemaPath:"#/properties/records/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs8 === errors){
if(data3.produced !== undefined){
let data4 = data3.produced;
const _errs9 = errors;
const _errs10 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate23.errors = [{instancePath:instancePath+"/records/produced",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs10){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate23.errors = [{instancePath:instancePath+"/records/produced",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.delivered !== undefined){
let data5 = data3.delivered;
const _errs12 = errors;
const _errs13 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate23.errors = [{instancePath:instancePath+"/records/delivered",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs13){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate23.errors = [{instancePath:instancePath+"/records/delivered",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs12 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.dropped !== undefined){
let data6 = data3.dropped;
const _errs15 = errors;
const _errs16 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate23.errors = [{instancePath:instancePath+"/records/dropped",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs16){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
validate23.errors = [{instancePath:instancePath+"/records/dropped",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs15 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
else {
validate23.errors = [{instancePath:instancePath+"/records",schemaPath:"#/properties/records/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.speculations !== undefined){
let data7 = data.speculations;
const _errs18 = errors;
if(errors === _errs18){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing2;
if((((((data7.held === undefined) && (missing2 = "held")) || ((data7.committed === undefined) && (missing2 = "committed"))) || ((data7.discarded === undefined) && (missing2 = "discarded"))) || ((data7.undecided === undefined) && (missing2 = "undecided"))) || ((data7.dropped === undefined) && (missing2 = "dropped"))){
validate23.errors = [{instancePath:instancePath+"/speculations",schemaPath:"#/properties/speculations/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs20 = errors;
for(const key2 in data7){
if(!(((((key2 === "held") || (key2 === "committed")) || (key2 === "discarded")) || (key2 === "undecided")) || (key2 === "dropped"))){
validate23.errors = [{instancePath:instancePath+"/speculations",schemaPath:"#/properties/speculations/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs20 === errors){
if(data7.held !== undefined){
let data8 = data7.held;
const _errs21 = errors;
const _errs22 = errors;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
validate23.errors = [{instancePath:instancePath+"/speculations/held",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs22){
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
validate23.errors = [{instancePath:instancePath+"/speculations/held",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid5 = _errs21 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data7.committed !== undefined){
let data9 = data7.committed;
const _errs24 = errors;
const _errs25 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate23.errors = [{instancePath:instancePath+"/speculations/committed",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs25){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate23.errors = [{instancePath:instancePath+"/speculations/committed",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid5 = _errs24 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data7.discarded !== undefined){
let data10 = data7.discarded;
const _errs27 = errors;
const _errs28 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate23.errors = [{instancePath:instancePath+"/speculations/discarded",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs28){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
validate23.errors = [{instancePath:instancePath+"/speculations/discarded",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data7.undecided !== undefined){
let data11 = data7.undecided;
const _errs30 = errors;
const _errs31 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate23.errors = [{instancePath:instancePath+"/speculations/undecided",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs31){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
validate23.errors = [{instancePath:instancePath+"/speculations/undecided",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid5 = _errs30 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data7.dropped !== undefined){
let data12 = data7.dropped;
const _errs33 = errors;
const _errs34 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
validate23.errors = [{instancePath:instancePath+"/speculations/dropped",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs34){
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
validate23.errors = [{instancePath:instancePath+"/speculations/dropped",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid5 = _errs33 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
else {
validate23.errors = [{instancePath:instancePath+"/speculations",schemaPath:"#/properties/speculations/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.probes !== undefined){
let data13 = data.probes;
const _errs36 = errors;
if(errors === _errs36){
if(Array.isArray(data13)){
var valid11 = true;
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
const _errs38 = errors;
if(errors === _errs38){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing3;
if(((((((data14.point === undefined) && (missing3 = "point")) || ((data14.entered === undefined) && (missing3 = "entered"))) || ((data14.filtered === undefined) && (missing3 = "filtered"))) || ((data14.completed === undefined) && (missing3 = "completed"))) || ((data14.failed === undefined) && (missing3 = "failed"))) || ((data14.missed === undefined) && (missing3 = "missed"))){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0,schemaPath:"#/properties/probes/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs40 = errors;
for(const key3 in data14){
if(!((((((key3 === "point") || (key3 === "entered")) || (key3 === "filtered")) || (key3 === "completed")) || (key3 === "failed")) || (key3 === "missed"))){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0,schemaPath:"#/properties/probes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs40 === errors){
if(data14.point !== undefined){
const _errs41 = errors;
if(typeof data14.point !== "string"){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/point",schemaPath:"#/properties/probes/items/properties/point/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid12 = _errs41 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data14.entered !== undefined){
let data16 = data14.entered;
const _errs43 = errors;
const _errs44 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/entered",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs44){
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/entered",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid12 = _errs43 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data14.filtered !== undefined){
let data17 = data14.filtered;
const _errs46 = errors;
const _errs47 = errors;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/filtered",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs47){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/filtered",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid12 = _errs46 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data14.completed !== undefined){
let data18 = data14.completed;
const _errs49 = errors;
const _errs50 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/completed",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs50){
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/completed",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid12 = _errs49 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data14.failed !== undefined){
let data19 = data14.failed;
const _errs52 = errors;
const _errs53 = errors;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/failed",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs53){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/failed",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid12 = _errs52 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data14.missed !== undefined){
let data20 = data14.missed;
const _errs55 = errors;
const _errs56 = errors;
if((!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))) && (data20 !== null)){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/missed",schemaPath:"#/$defs/unknownCount/type",keyword:"type",params:{type: schema35.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs56){
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
validate23.errors = [{instancePath:instancePath+"/probes/" + i0+"/missed",schemaPath:"#/$defs/unknownCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid12 = _errs55 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
}
}
}
}
else {
validate23.errors = [{instancePath:instancePath+"/probes/" + i0,schemaPath:"#/properties/probes/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid11 = _errs38 === errors;
if(!valid11){
break;
}
}
}
else {
validate23.errors = [{instancePath:instancePath+"/probes",schemaPath:"#/properties/probes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate23.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://github.com/tapset/tapset/blob/main/schemas/output-record.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.version === undefined) && (missing0 = "version")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.text === undefined) && (missing0 = "text"))){
const err0 = {instancePath,schemaPath:"#/$defs/output/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
const _errs5 = errors;
for(const key0 in data){
if(!((((key0 === "version") || (key0 === "type")) || (key0 === "text")) || (key0 === "bytes"))){
const err1 = {instancePath,schemaPath:"#/$defs/output/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
break;
}
}
if(_errs5 === errors){
if(data.type !== undefined){
const _errs6 = errors;
if("output" !== data.type){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/$defs/output/properties/type/const",keyword:"const",params:{allowedValue: "output"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var valid2 = _errs6 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.text !== undefined){
const _errs7 = errors;
if(typeof data.text !== "string"){
const err3 = {instancePath:instancePath+"/text",schemaPath:"#/$defs/output/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var valid2 = _errs7 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.bytes !== undefined){
const _errs9 = errors;
if(typeof data.bytes !== "string"){
const err4 = {instancePath:instancePath+"/bytes",schemaPath:"#/$defs/output/properties/bytes/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/$defs/output/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
var props0 = true;
}
const _errs11 = errors;
const _errs12 = errors;
if(errors === _errs12){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((((data.version === undefined) && (missing1 = "version")) || ((data.type === undefined) && (missing1 = "type"))) || ((data.message === undefined) && (missing1 = "message"))){
const err6 = {instancePath,schemaPath:"#/$defs/message/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
else {
const _errs14 = errors;
for(const key1 in data){
if(!(((((key1 === "version") || (key1 === "type")) || (key1 === "message")) || (key1 === "probe")) || (key1 === "location"))){
const err7 = {instancePath,schemaPath:"#/$defs/message/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
break;
}
}
if(_errs14 === errors){
if(data.type !== undefined){
let data3 = data.type;
const _errs15 = errors;
if(!((data3 === "warning") || (data3 === "error"))){
const err8 = {instancePath:instancePath+"/type",schemaPath:"#/$defs/message/properties/type/enum",keyword:"enum",params:{allowedValues: schema33.properties.type.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var valid4 = _errs15 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data.message !== undefined){
const _errs16 = errors;
if(typeof data.message !== "string"){
const err9 = {instancePath:instancePath+"/message",schemaPath:"#/$defs/message/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var valid4 = _errs16 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data.probe !== undefined){
const _errs18 = errors;
if(typeof data.probe !== "string"){
const err10 = {instancePath:instancePath+"/probe",schemaPath:"#/$defs/message/properties/probe/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var valid4 = _errs18 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data.location !== undefined){
const _errs20 = errors;
if(typeof data.location !== "string"){
const err11 = {instancePath:instancePath+"/location",schemaPath:"#/$defs/message/properties/location/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var valid4 = _errs20 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/$defs/message/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
var _valid0 = _errs11 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
if(props0 !== true){
props0 = true;
}
}
const _errs22 = errors;
if(!(validate21(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var _valid0 = _errs22 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
if(props0 !== true){
props0 = true;
}
}
const _errs23 = errors;
if(!(validate23(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid0 = _errs23 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
if(props0 !== true){
props0 = true;
}
}
}
}
}
if(!valid0){
const err13 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
validate20.errors = vErrors;
return false;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if(((data.version === undefined) && (missing2 = "version")) || ((data.type === undefined) && (missing2 = "type"))){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
if(props0 !== true){
props0 = props0 || {};
props0.version = true;
props0.type = true;
}
if(data.version !== undefined){
const _errs24 = errors;
if(1 !== data.version){
validate20.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs24 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.type !== undefined){
const _errs25 = errors;
if(typeof data.type !== "string"){
validate20.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs25 === errors;
}
else {
var valid5 = true;
}
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate20.evaluated = {"dynamicProps":true,"dynamicItems":false};
