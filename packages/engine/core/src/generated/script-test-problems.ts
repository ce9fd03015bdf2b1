// Generated from schemas/script-test.schema.json by tools/generate-validators.mjs.
// @ts-nocheck
import type { SchemaProblem } from "../schema-problem.js";

/** Where a value breaks schemas/script-test.schema.json; empty when it doesn't. */
export function scriptTestProblems(value: unknown): readonly SchemaProblem[] {
  return validate20(value) ? [] : validate20.errors;
}

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://github.com/tapset/tapset/blob/main/schemas/script-test.schema.json","title":"A file of tests of scripts, NAME.test.yaml","description":"What `tapset test` runs: each case runs a script over events that are made up, and says what it must print.","type":"object","additionalProperties":false,"required":["cases"],"properties":{"script":{"$ref":"#/$defs/script"},"text":{"$ref":"#/$defs/text"},"target":{"$ref":"#/$defs/target"},"options":{"$ref":"#/$defs/words"},"args":{"$ref":"#/$defs/words"},"clock":{"$ref":"#/$defs/clock"},"by":{"$ref":"#/$defs/by"},"memory":{"$ref":"#/$defs/memory"},"cases":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/case"}}},"$defs":{"script":{"description":"Path of the script, from the file's folder.","type":"string","pattern":"\\S"},"text":{"description":"The script itself, in place of its path.","type":"string","pattern":"\\S"},"target":{"description":"The kernel it is compiled for: a folder that `tapset freeze` has written, or a kernel that comes with the command.","type":"string","pattern":"\\S"},"words":{"description":"Words of a command line: a list, or a text that is cut at spaces.","type":["string","array"],"items":{"type":["string","number"]}},"clock":{"description":"The wall clock when the session begins, as RFC 3339 has it.","type":"string","pattern":"^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$"},"duration":{"description":"A number with its unit: 5ms, 1.5s.","type":"string","pattern":"^\\d+(\\.\\d+)?(ns|us|ms|s|min|h)$"},"value":{"description":"A number, a text, or the address of a text in the process's memory or the kernel's.","type":["integer","string","object"],"additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"user":{"type":"string"},"kernel":{"type":"string"}}},"values":{"type":"object","additionalProperties":{"$ref":"#/$defs/value"}},"memory":{"description":"Texts by the address they are at.","type":"object","propertyNames":{"pattern":"^\\d+$"},"additionalProperties":{"type":"string"}},"by":{"description":"In whose context things happen.","type":"object","additionalProperties":false,"properties":{"pid":{"type":"integer","minimum":0,"maximum":4194304},"tid":{"type":"integer","minimum":0,"maximum":4194304},"execname":{"type":"string","pattern":"^.{1,15}$"},"uid":{"type":"integer","minimum":0,"maximum":4294967295},"gid":{"type":"integer","minimum":0,"maximum":4294967295},"cpu":{"type":"integer","minimum":0},"task":{"$ref":"#/$defs/values"}}},"event":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"point":{"description":"The probe point that fires. Without one only time passes.","type":"string","pattern":"\\S"},"values":{"description":"What the handler reads, by name: values of the point, or of the alias that is named; members as the script writes them: $next->pid.","$ref":"#/$defs/values"},"by":{"$ref":"#/$defs/by"},"after":{"description":"How much time passes before.","$ref":"#/$defs/duration"},"at":{"description":"How long after the session's beginning.","$ref":"#/$defs/duration"},"times":{"description":"How often it happens.","type":"integer","minimum":1,"maximum":1000000}}},"line":{"description":"A line as it is, or a regular expression it matches.","type":["string","object"],"additionalProperties":false,"required":["match"],"properties":{"match":{"type":"string"}}},"lines":{"type":"array","items":{"$ref":"#/$defs/line"}},"case":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","pattern":"\\S"},"script":{"$ref":"#/$defs/script"},"text":{"$ref":"#/$defs/text"},"target":{"$ref":"#/$defs/target"},"options":{"$ref":"#/$defs/words"},"args":{"$ref":"#/$defs/words"},"clock":{"$ref":"#/$defs/clock"},"by":{"$ref":"#/$defs/by"},"memory":{"$ref":"#/$defs/memory"},"events":{"type":"array","items":{"$ref":"#/$defs/event"}},"output":{"description":"All that the script prints: a text, or its lines.","type":["string","array"],"items":{"$ref":"#/$defs/line"}},"warnings":{"description":"Those of the session. None where they aren't named.","$ref":"#/$defs/lines"},"errors":{"description":"Those of handlers. None where they aren't named.","$ref":"#/$defs/lines"},"refused":{"description":"The compiler's errors: the script isn't to run.","$ref":"#/$defs/lines"},"losses":{"description":"What is lost, by its kind. Nothing where it isn't named.","type":"object","propertyNames":{"enum":["dropped","missed","truncated","array-full","failed-read","missed-tick","skipped-return"]},"additionalProperties":{"type":"integer","minimum":1}},"globals":{"description":"The script's globals at the end: those named here.","type":"object"},"exit":{"description":"The command's exit status.","enum":[0,1,4]}}}}};
const schema32 = {"description":"Path of the script, from the file's folder.","type":"string","pattern":"\\S"};
const schema33 = {"description":"The script itself, in place of its path.","type":"string","pattern":"\\S"};
const schema34 = {"description":"The kernel it is compiled for: a folder that `tapset freeze` has written, or a kernel that comes with the command.","type":"string","pattern":"\\S"};
const schema35 = {"description":"Words of a command line: a list, or a text that is cut at spaces.","type":["string","array"],"items":{"type":["string","number"]}};
const schema37 = {"description":"The wall clock when the session begins, as RFC 3339 has it.","type":"string","pattern":"^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$"};
const schema41 = {"description":"Texts by the address they are at.","type":"object","propertyNames":{"pattern":"^\\d+$"},"additionalProperties":{"type":"string"}};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("\\S", "u");
const pattern7 = new RegExp("^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$", "u");
const pattern9 = new RegExp("^\\d+$", "u");
const schema38 = {"description":"In whose context things happen.","type":"object","additionalProperties":false,"properties":{"pid":{"type":"integer","minimum":0,"maximum":4194304},"tid":{"type":"integer","minimum":0,"maximum":4194304},"execname":{"type":"string","pattern":"^.{1,15}$"},"uid":{"type":"integer","minimum":0,"maximum":4294967295},"gid":{"type":"integer","minimum":0,"maximum":4294967295},"cpu":{"type":"integer","minimum":0},"task":{"$ref":"#/$defs/values"}}};
const pattern8 = new RegExp("^.{1,15}$", "u");
const schema39 = {"type":"object","additionalProperties":{"$ref":"#/$defs/value"}};
const schema40 = {"description":"A number, a text, or the address of a text in the process's memory or the kernel's.","type":["integer","string","object"],"additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"user":{"type":"string"},"kernel":{"type":"string"}}};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
let data0 = data[key0];
const _errs2 = errors;
const _errs3 = errors;
if(((!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) && (typeof data0 !== "string")) && (!(data0 && typeof data0 == "object" && !Array.isArray(data0)))){
validate22.errors = [{instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/type",keyword:"type",params:{type: schema40.type},message:"must be integer,string,object"}];
return false;
}
if(errors === _errs3){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length > 1){
validate22.errors = [{instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"}];
return false;
}
else {
if(Object.keys(data0).length < 1){
validate22.errors = [{instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"}];
return false;
}
else {
const _errs5 = errors;
for(const key1 in data0){
if(!((key1 === "user") || (key1 === "kernel"))){
validate22.errors = [{instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs5 === errors){
if(data0.user !== undefined){
const _errs6 = errors;
if(typeof data0.user !== "string"){
validate22.errors = [{instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/user",schemaPath:"#/$defs/value/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs6 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data0.kernel !== undefined){
const _errs8 = errors;
if(typeof data0.kernel !== "string"){
validate22.errors = [{instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/kernel",schemaPath:"#/$defs/value/properties/kernel/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs8 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
var valid0 = _errs2 === errors;
if(!valid0){
break;
}
}
}
else {
validate22.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "pid") || (key0 === "tid")) || (key0 === "execname")) || (key0 === "uid")) || (key0 === "gid")) || (key0 === "cpu")) || (key0 === "task"))){
validate21.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.pid !== undefined){
let data0 = data.pid;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate21.errors = [{instancePath:instancePath+"/pid",schemaPath:"#/properties/pid/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs2){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 4194304 || isNaN(data0)){
validate21.errors = [{instancePath:instancePath+"/pid",schemaPath:"#/properties/pid/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4194304},message:"must be <= 4194304"}];
return false;
}
else {
if(data0 < 0 || isNaN(data0)){
validate21.errors = [{instancePath:instancePath+"/pid",schemaPath:"#/properties/pid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tid !== undefined){
let data1 = data.tid;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate21.errors = [{instancePath:instancePath+"/tid",schemaPath:"#/properties/tid/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 4194304 || isNaN(data1)){
validate21.errors = [{instancePath:instancePath+"/tid",schemaPath:"#/properties/tid/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4194304},message:"must be <= 4194304"}];
return false;
}
else {
if(data1 < 0 || isNaN(data1)){
validate21.errors = [{instancePath:instancePath+"/tid",schemaPath:"#/properties/tid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.execname !== undefined){
let data2 = data.execname;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data2 === "string"){
if(!pattern8.test(data2)){
validate21.errors = [{instancePath:instancePath+"/execname",schemaPath:"#/properties/execname/pattern",keyword:"pattern",params:{pattern: "^.{1,15}$"},message:"must match pattern \""+"^.{1,15}$"+"\""}];
return false;
}
}
else {
validate21.errors = [{instancePath:instancePath+"/execname",schemaPath:"#/properties/execname/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.uid !== undefined){
let data3 = data.uid;
const _errs8 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate21.errors = [{instancePath:instancePath+"/uid",schemaPath:"#/properties/uid/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs8){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 4294967295 || isNaN(data3)){
validate21.errors = [{instancePath:instancePath+"/uid",schemaPath:"#/properties/uid/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295"}];
return false;
}
else {
if(data3 < 0 || isNaN(data3)){
validate21.errors = [{instancePath:instancePath+"/uid",schemaPath:"#/properties/uid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.gid !== undefined){
let data4 = data.gid;
const _errs10 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate21.errors = [{instancePath:instancePath+"/gid",schemaPath:"#/properties/gid/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs10){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 4294967295 || isNaN(data4)){
validate21.errors = [{instancePath:instancePath+"/gid",schemaPath:"#/properties/gid/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295"}];
return false;
}
else {
if(data4 < 0 || isNaN(data4)){
validate21.errors = [{instancePath:instancePath+"/gid",schemaPath:"#/properties/gid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.cpu !== undefined){
let data5 = data.cpu;
const _errs12 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate21.errors = [{instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs12){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate21.errors = [{instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.task !== undefined){
const _errs14 = errors;
if(!(validate22(data.task, {instancePath:instancePath+"/task",parentData:data,parentDataProperty:"task",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs14 === errors;
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
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","pattern":"\\S"},"script":{"$ref":"#/$defs/script"},"text":{"$ref":"#/$defs/text"},"target":{"$ref":"#/$defs/target"},"options":{"$ref":"#/$defs/words"},"args":{"$ref":"#/$defs/words"},"clock":{"$ref":"#/$defs/clock"},"by":{"$ref":"#/$defs/by"},"memory":{"$ref":"#/$defs/memory"},"events":{"type":"array","items":{"$ref":"#/$defs/event"}},"output":{"description":"All that the script prints: a text, or its lines.","type":["string","array"],"items":{"$ref":"#/$defs/line"}},"warnings":{"description":"Those of the session. None where they aren't named.","$ref":"#/$defs/lines"},"errors":{"description":"Those of handlers. None where they aren't named.","$ref":"#/$defs/lines"},"refused":{"description":"The compiler's errors: the script isn't to run.","$ref":"#/$defs/lines"},"losses":{"description":"What is lost, by its kind. Nothing where it isn't named.","type":"object","propertyNames":{"enum":["dropped","missed","truncated","array-full","failed-read","missed-tick","skipped-return"]},"additionalProperties":{"type":"integer","minimum":1}},"globals":{"description":"The script's globals at the end: those named here.","type":"object"},"exit":{"description":"The command's exit status.","enum":[0,1,4]}}};
const schema53 = {"description":"A line as it is, or a regular expression it matches.","type":["string","object"],"additionalProperties":false,"required":["match"],"properties":{"match":{"type":"string"}}};
const schema50 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"point":{"description":"The probe point that fires. Without one only time passes.","type":"string","pattern":"\\S"},"values":{"description":"What the handler reads, by name: values of the point, or of the alias that is named; members as the script writes them: $next->pid.","$ref":"#/$defs/values"},"by":{"$ref":"#/$defs/by"},"after":{"description":"How much time passes before.","$ref":"#/$defs/duration"},"at":{"description":"How long after the session's beginning.","$ref":"#/$defs/duration"},"times":{"description":"How often it happens.","type":"integer","minimum":1,"maximum":1000000}}};
const schema51 = {"description":"A number with its unit: 5ms, 1.5s.","type":"string","pattern":"^\\d+(\\.\\d+)?(ns|us|ms|s|min|h)$"};
const pattern17 = new RegExp("^\\d+(\\.\\d+)?(ns|us|ms|s|min|h)$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
validate27.errors = [{instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "point") || (key0 === "values")) || (key0 === "by")) || (key0 === "after")) || (key0 === "at")) || (key0 === "times"))){
validate27.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.point !== undefined){
let data0 = data.point;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
validate27.errors = [{instancePath:instancePath+"/point",schemaPath:"#/properties/point/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate27.errors = [{instancePath:instancePath+"/point",schemaPath:"#/properties/point/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.values !== undefined){
const _errs4 = errors;
if(!(validate22(data.values, {instancePath:instancePath+"/values",parentData:data,parentDataProperty:"values",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.by !== undefined){
const _errs5 = errors;
if(!(validate21(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.after !== undefined){
let data3 = data.after;
const _errs6 = errors;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data3 === "string"){
if(!pattern17.test(data3)){
validate27.errors = [{instancePath:instancePath+"/after",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ns|us|ms|s|min|h)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ns|us|ms|s|min|h)$"+"\""}];
return false;
}
}
else {
validate27.errors = [{instancePath:instancePath+"/after",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.at !== undefined){
let data4 = data.at;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(typeof data4 === "string"){
if(!pattern17.test(data4)){
validate27.errors = [{instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ns|us|ms|s|min|h)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ns|us|ms|s|min|h)$"+"\""}];
return false;
}
}
else {
validate27.errors = [{instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.times !== undefined){
let data5 = data.times;
const _errs12 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate27.errors = [{instancePath:instancePath+"/times",schemaPath:"#/properties/times/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs12){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 1000000 || isNaN(data5)){
validate27.errors = [{instancePath:instancePath+"/times",schemaPath:"#/properties/times/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"}];
return false;
}
else {
if(data5 < 1 || isNaN(data5)){
validate27.errors = [{instancePath:instancePath+"/times",schemaPath:"#/properties/times/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs12 === errors;
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
validate27.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema54 = {"type":"array","items":{"$ref":"#/$defs/line"}};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(Array.isArray(data)){
var valid0 = true;
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
const _errs1 = errors;
const _errs2 = errors;
if((typeof data0 !== "string") && (!(data0 && typeof data0 == "object" && !Array.isArray(data0)))){
validate31.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/line/type",keyword:"type",params:{type: schema53.type},message:"must be string,object"}];
return false;
}
if(errors === _errs2){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing0;
if((data0.match === undefined) && (missing0 = "match")){
validate31.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/line/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs4 = errors;
for(const key0 in data0){
if(!(key0 === "match")){
validate31.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/line/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs4 === errors){
if(data0.match !== undefined){
if(typeof data0.match !== "string"){
validate31.errors = [{instancePath:instancePath+"/" + i0+"/match",schemaPath:"#/$defs/line/properties/match/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
}
var valid0 = _errs1 === errors;
if(!valid0){
break;
}
}
}
else {
validate31.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.name === undefined) && (missing0 = "name")){
validate25.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema42.properties, key0))){
validate25.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
let data0 = data.name;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
validate25.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate25.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.script !== undefined){
let data1 = data.script;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
validate25.errors = [{instancePath:instancePath+"/script",schemaPath:"#/$defs/script/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate25.errors = [{instancePath:instancePath+"/script",schemaPath:"#/$defs/script/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.text !== undefined){
let data2 = data.text;
const _errs7 = errors;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
validate25.errors = [{instancePath:instancePath+"/text",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate25.errors = [{instancePath:instancePath+"/text",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
let data3 = data.target;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
validate25.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/target/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate25.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/target/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.options !== undefined){
let data4 = data.options;
const _errs13 = errors;
const _errs14 = errors;
if((typeof data4 !== "string") && (!(Array.isArray(data4)))){
validate25.errors = [{instancePath:instancePath+"/options",schemaPath:"#/$defs/words/type",keyword:"type",params:{type: schema35.type},message:"must be string,array"}];
return false;
}
if(errors === _errs14){
if(Array.isArray(data4)){
var valid5 = true;
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
const _errs16 = errors;
if((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))){
validate25.errors = [{instancePath:instancePath+"/options/" + i0,schemaPath:"#/$defs/words/items/type",keyword:"type",params:{type: schema35.items.type},message:"must be string,number"}];
return false;
}
var valid5 = _errs16 === errors;
if(!valid5){
break;
}
}
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.args !== undefined){
let data6 = data.args;
const _errs18 = errors;
const _errs19 = errors;
if((typeof data6 !== "string") && (!(Array.isArray(data6)))){
validate25.errors = [{instancePath:instancePath+"/args",schemaPath:"#/$defs/words/type",keyword:"type",params:{type: schema35.type},message:"must be string,array"}];
return false;
}
if(errors === _errs19){
if(Array.isArray(data6)){
var valid7 = true;
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
const _errs21 = errors;
if((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))){
validate25.errors = [{instancePath:instancePath+"/args/" + i1,schemaPath:"#/$defs/words/items/type",keyword:"type",params:{type: schema35.items.type},message:"must be string,number"}];
return false;
}
var valid7 = _errs21 === errors;
if(!valid7){
break;
}
}
}
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.clock !== undefined){
let data8 = data.clock;
const _errs23 = errors;
const _errs24 = errors;
if(errors === _errs24){
if(typeof data8 === "string"){
if(!pattern7.test(data8)){
validate25.errors = [{instancePath:instancePath+"/clock",schemaPath:"#/$defs/clock/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$"+"\""}];
return false;
}
}
else {
validate25.errors = [{instancePath:instancePath+"/clock",schemaPath:"#/$defs/clock/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.by !== undefined){
const _errs26 = errors;
if(!(validate21(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid0 = _errs26 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.memory !== undefined){
let data10 = data.memory;
const _errs27 = errors;
const _errs28 = errors;
if(errors === _errs28){
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key1 in data10){
const _errs30 = errors;
if(typeof key1 === "string"){
if(!pattern9.test(key1)){
const err0 = {instancePath:instancePath+"/memory",schemaPath:"#/$defs/memory/propertyNames/pattern",keyword:"pattern",params:{pattern: "^\\d+$"},message:"must match pattern \""+"^\\d+$"+"\"",propertyName:key1};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid10 = _errs30 === errors;
if(!valid10){
const err1 = {instancePath:instancePath+"/memory",schemaPath:"#/$defs/memory/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate25.errors = vErrors;
return false;
break;
}
}
if(valid10){
for(const key2 in data10){
const _errs32 = errors;
if(typeof data10[key2] !== "string"){
validate25.errors = [{instancePath:instancePath+"/memory/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/memory/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs32 === errors;
if(!valid11){
break;
}
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/memory",schemaPath:"#/$defs/memory/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.events !== undefined){
let data12 = data.events;
const _errs34 = errors;
if(errors === _errs34){
if(Array.isArray(data12)){
var valid12 = true;
const len2 = data12.length;
for(let i2=0; i2<len2; i2++){
const _errs36 = errors;
if(!(validate27(data12[i2], {instancePath:instancePath+"/events/" + i2,parentData:data12,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
var valid12 = _errs36 === errors;
if(!valid12){
break;
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/events",schemaPath:"#/properties/events/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs34 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.output !== undefined){
let data14 = data.output;
const _errs37 = errors;
if((typeof data14 !== "string") && (!(Array.isArray(data14)))){
validate25.errors = [{instancePath:instancePath+"/output",schemaPath:"#/properties/output/type",keyword:"type",params:{type: schema42.properties.output.type},message:"must be string,array"}];
return false;
}
if(errors === _errs37){
if(Array.isArray(data14)){
var valid13 = true;
const len3 = data14.length;
for(let i3=0; i3<len3; i3++){
let data15 = data14[i3];
const _errs39 = errors;
const _errs40 = errors;
if((typeof data15 !== "string") && (!(data15 && typeof data15 == "object" && !Array.isArray(data15)))){
validate25.errors = [{instancePath:instancePath+"/output/" + i3,schemaPath:"#/$defs/line/type",keyword:"type",params:{type: schema53.type},message:"must be string,object"}];
return false;
}
if(errors === _errs40){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
let missing1;
if((data15.match === undefined) && (missing1 = "match")){
validate25.errors = [{instancePath:instancePath+"/output/" + i3,schemaPath:"#/$defs/line/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs42 = errors;
for(const key3 in data15){
if(!(key3 === "match")){
validate25.errors = [{instancePath:instancePath+"/output/" + i3,schemaPath:"#/$defs/line/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs42 === errors){
if(data15.match !== undefined){
if(typeof data15.match !== "string"){
validate25.errors = [{instancePath:instancePath+"/output/" + i3+"/match",schemaPath:"#/$defs/line/properties/match/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
}
var valid13 = _errs39 === errors;
if(!valid13){
break;
}
}
}
}
var valid0 = _errs37 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.warnings !== undefined){
const _errs45 = errors;
if(!(validate31(data.warnings, {instancePath:instancePath+"/warnings",parentData:data,parentDataProperty:"warnings",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
var valid0 = _errs45 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.errors !== undefined){
const _errs46 = errors;
if(!(validate31(data.errors, {instancePath:instancePath+"/errors",parentData:data,parentDataProperty:"errors",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.refused !== undefined){
const _errs47 = errors;
if(!(validate31(data.refused, {instancePath:instancePath+"/refused",parentData:data,parentDataProperty:"refused",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
var valid0 = _errs47 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.losses !== undefined){
let data20 = data.losses;
const _errs48 = errors;
if(errors === _errs48){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key4 in data20){
const _errs50 = errors;
if(!(((((((key4 === "dropped") || (key4 === "missed")) || (key4 === "truncated")) || (key4 === "array-full")) || (key4 === "failed-read")) || (key4 === "missed-tick")) || (key4 === "skipped-return"))){
const err2 = {instancePath:instancePath+"/losses",schemaPath:"#/properties/losses/propertyNames/enum",keyword:"enum",params:{allowedValues: schema42.properties.losses.propertyNames.enum},message:"must be equal to one of the allowed values",propertyName:key4};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var valid16 = _errs50 === errors;
if(!valid16){
const err3 = {instancePath:instancePath+"/losses",schemaPath:"#/properties/losses/propertyNames",keyword:"propertyNames",params:{propertyName: key4},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate25.errors = vErrors;
return false;
break;
}
}
if(valid16){
for(const key5 in data20){
let data21 = data20[key5];
const _errs52 = errors;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
validate25.errors = [{instancePath:instancePath+"/losses/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/losses/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs52){
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 1 || isNaN(data21)){
validate25.errors = [{instancePath:instancePath+"/losses/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/losses/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid17 = _errs52 === errors;
if(!valid17){
break;
}
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/losses",schemaPath:"#/properties/losses/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs48 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.globals !== undefined){
let data22 = data.globals;
const _errs54 = errors;
if(!(data22 && typeof data22 == "object" && !Array.isArray(data22))){
validate25.errors = [{instancePath:instancePath+"/globals",schemaPath:"#/properties/globals/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
var valid0 = _errs54 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.exit !== undefined){
let data23 = data.exit;
const _errs56 = errors;
if(!(((data23 === 0) || (data23 === 1)) || (data23 === 4))){
validate25.errors = [{instancePath:instancePath+"/exit",schemaPath:"#/properties/exit/enum",keyword:"enum",params:{allowedValues: schema42.properties.exit.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs56 === errors;
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
}
}
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
validate25.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://github.com/tapset/tapset/blob/main/schemas/script-test.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.cases === undefined) && (missing0 = "cases")){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.script !== undefined){
let data0 = data.script;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
validate20.errors = [{instancePath:instancePath+"/script",schemaPath:"#/$defs/script/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/script",schemaPath:"#/$defs/script/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.text !== undefined){
let data1 = data.text;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
validate20.errors = [{instancePath:instancePath+"/text",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/text",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
let data2 = data.target;
const _errs8 = errors;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
validate20.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/target/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/target/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.options !== undefined){
let data3 = data.options;
const _errs11 = errors;
const _errs12 = errors;
if((typeof data3 !== "string") && (!(Array.isArray(data3)))){
validate20.errors = [{instancePath:instancePath+"/options",schemaPath:"#/$defs/words/type",keyword:"type",params:{type: schema35.type},message:"must be string,array"}];
return false;
}
if(errors === _errs12){
if(Array.isArray(data3)){
var valid5 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
const _errs14 = errors;
if((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))){
validate20.errors = [{instancePath:instancePath+"/options/" + i0,schemaPath:"#/$defs/words/items/type",keyword:"type",params:{type: schema35.items.type},message:"must be string,number"}];
return false;
}
var valid5 = _errs14 === errors;
if(!valid5){
break;
}
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.args !== undefined){
let data5 = data.args;
const _errs16 = errors;
const _errs17 = errors;
if((typeof data5 !== "string") && (!(Array.isArray(data5)))){
validate20.errors = [{instancePath:instancePath+"/args",schemaPath:"#/$defs/words/type",keyword:"type",params:{type: schema35.type},message:"must be string,array"}];
return false;
}
if(errors === _errs17){
if(Array.isArray(data5)){
var valid7 = true;
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
const _errs19 = errors;
if((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))){
validate20.errors = [{instancePath:instancePath+"/args/" + i1,schemaPath:"#/$defs/words/items/type",keyword:"type",params:{type: schema35.items.type},message:"must be string,number"}];
return false;
}
var valid7 = _errs19 === errors;
if(!valid7){
break;
}
}
}
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.clock !== undefined){
let data7 = data.clock;
const _errs21 = errors;
const _errs22 = errors;
if(errors === _errs22){
if(typeof data7 === "string"){
if(!pattern7.test(data7)){
validate20.errors = [{instancePath:instancePath+"/clock",schemaPath:"#/$defs/clock/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/clock",schemaPath:"#/$defs/clock/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.by !== undefined){
const _errs24 = errors;
if(!(validate21(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.memory !== undefined){
let data9 = data.memory;
const _errs25 = errors;
const _errs26 = errors;
if(errors === _errs26){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key1 in data9){
const _errs28 = errors;
if(typeof key1 === "string"){
if(!pattern9.test(key1)){
const err0 = {instancePath:instancePath+"/memory",schemaPath:"#/$defs/memory/propertyNames/pattern",keyword:"pattern",params:{pattern: "^\\d+$"},message:"must match pattern \""+"^\\d+$"+"\"",propertyName:key1};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid10 = _errs28 === errors;
if(!valid10){
const err1 = {instancePath:instancePath+"/memory",schemaPath:"#/$defs/memory/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate20.errors = vErrors;
return false;
break;
}
}
if(valid10){
for(const key2 in data9){
const _errs30 = errors;
if(typeof data9[key2] !== "string"){
validate20.errors = [{instancePath:instancePath+"/memory/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/memory/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs30 === errors;
if(!valid11){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/memory",schemaPath:"#/$defs/memory/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.cases !== undefined){
let data11 = data.cases;
const _errs32 = errors;
if(errors === _errs32){
if(Array.isArray(data11)){
if(data11.length < 1){
validate20.errors = [{instancePath:instancePath+"/cases",schemaPath:"#/properties/cases/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"}];
return false;
}
else {
var valid12 = true;
const len2 = data11.length;
for(let i2=0; i2<len2; i2++){
const _errs34 = errors;
if(!(validate25(data11[i2], {instancePath:instancePath+"/cases/" + i2,parentData:data11,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var valid12 = _errs34 === errors;
if(!valid12){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/cases",schemaPath:"#/properties/cases/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs32 === errors;
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
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
