// Generated from schemas/doctor-report.schema.json by tools/generate-validators.mjs.
// @ts-nocheck
import type { SchemaProblem } from "../schema-problem.js";

/** Where a value breaks schemas/doctor-report.schema.json; empty when it doesn't. */
export function doctorReportProblems(value: unknown): readonly SchemaProblem[] {
  return validate20(value) ? [] : validate20.errors;
}

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://github.com/tapset/tapset/blob/main/schemas/doctor-report.schema.json","title":"What `tapset doctor --json` prints","description":"What this kernel and this user allow, and why not. Fields are only ever added within a version.","type":"object","additionalProperties":false,"required":["version","tapset","kernel","privilege","tapsets","features","settings","verdict","status"],"properties":{"version":{"const":1},"tapset":{"description":"The version of the command.","type":"string"},"kernel":{"type":"object","additionalProperties":false,"required":["release","arch","lockdown","btfBytes","moduleBtfs"],"properties":{"release":{"description":"As uname -r prints it.","type":"string"},"arch":{"type":"string"},"lockdown":{"description":"null where it can't be read.","enum":["none","integrity","confidentiality",null]},"btfBytes":{"description":"The size of the kernel's types; null where it shows none.","type":["integer","null"],"minimum":0},"moduleBtfs":{"description":"How many modules show their types.","type":"integer","minimum":0}}},"privilege":{"type":"object","additionalProperties":false,"required":["uid","capabilities","canTrace"],"properties":{"uid":{"description":"The effective user.","type":"integer"},"capabilities":{"description":"Those of the effective capabilities that matter to tracing.","type":"array","items":{"type":"string","pattern":"^CAP_"}},"canTrace":{"description":"Whether they are enough to trace.","type":"boolean"}}},"tapsets":{"description":"The tapset packages that scripts would use in this folder.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","version","contract","verdict","points","functions"],"properties":{"name":{"type":"string"},"version":{"type":"string"},"contract":{"type":"integer"},"verdict":{"description":"partly: some of its points or functions don't work here.","enum":["yes","partly","no","unknown"]},"points":{"description":"Its forms of probe points and its aliases.","type":"array","items":{"$ref":"#/$defs/offer"}},"functions":{"description":"Those of its functions that take anything of the kernel.","type":"array","items":{"$ref":"#/$defs/offer"}}}}},"problem":{"description":"Why the installed tapsets can't be used at all; absent when they can.","type":"string"},"features":{"description":"Everything a kernel may lack, in groups; with names on the command line those alone.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","group","title","since","serves","neededBy","verdict","reason"],"properties":{"name":{"type":"string"},"group":{"type":"string"},"title":{"type":"string"},"since":{"description":"The first Linux that has it.","type":"string"},"serves":{"description":"What it's good for.","type":"string"},"neededBy":{"description":"Points and functions of the installed tapsets that use it.","type":"array","items":{"type":"string"}},"verdict":{"$ref":"#/$defs/verdict"},"reason":{"description":"Why not; empty for yes.","type":"string"},"wayOut":{"description":"What would change it, beginning with a verb.","type":"string"},"instead":{"description":"Features that can stand in for it and work here.","type":"array","items":{"type":"string"}}}}},"settings":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","value","verdict","meaning"],"properties":{"name":{"description":"As sysctl(8) or getrlimit(2) has it.","type":"string"},"value":{"type":"string"},"verdict":{"enum":["ok","hinders"]},"meaning":{"type":"string"},"wayOut":{"type":"string"}}}},"verdict":{"description":"In one sentence.","type":"string"},"status":{"description":"The exit status. 0: all that the installed tapsets (or the named features) need works. 1: some of it doesn't. 3: nothing in the kernel can be traced, or a named feature isn't available.","enum":[0,1,3]}},"$defs":{"verdict":{"description":"unknown: it couldn't be asked.","enum":["yes","no","unknown"]},"offer":{"type":"object","additionalProperties":false,"required":["name","verdict","reason","features"],"properties":{"name":{"type":"string"},"verdict":{"$ref":"#/$defs/verdict"},"reason":{"description":"Why not; empty for yes.","type":"string"},"wayOut":{"description":"What would change it, beginning with a verb.","type":"string"},"features":{"description":"What it would use of the kernel here.","type":"array","items":{"type":"string"}}}}}};
const schema33 = {"description":"unknown: it couldn't be asked.","enum":["yes","no","unknown"]};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^CAP_", "u");
const schema32 = {"type":"object","additionalProperties":false,"required":["name","verdict","reason","features"],"properties":{"name":{"type":"string"},"verdict":{"$ref":"#/$defs/verdict"},"reason":{"description":"Why not; empty for yes.","type":"string"},"wayOut":{"description":"What would change it, beginning with a verb.","type":"string"},"features":{"description":"What it would use of the kernel here.","type":"array","items":{"type":"string"}}}};

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
if(((((data.name === undefined) && (missing0 = "name")) || ((data.verdict === undefined) && (missing0 = "verdict"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.features === undefined) && (missing0 = "features"))){
validate21.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "name") || (key0 === "verdict")) || (key0 === "reason")) || (key0 === "wayOut")) || (key0 === "features"))){
validate21.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate21.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.verdict !== undefined){
let data1 = data.verdict;
const _errs4 = errors;
if(!(((data1 === "yes") || (data1 === "no")) || (data1 === "unknown"))){
validate21.errors = [{instancePath:instancePath+"/verdict",schemaPath:"#/$defs/verdict/enum",keyword:"enum",params:{allowedValues: schema33.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs6 = errors;
if(typeof data.reason !== "string"){
validate21.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.wayOut !== undefined){
const _errs8 = errors;
if(typeof data.wayOut !== "string"){
validate21.errors = [{instancePath:instancePath+"/wayOut",schemaPath:"#/properties/wayOut/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.features !== undefined){
let data4 = data.features;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data4)){
var valid2 = true;
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data4[i0] !== "string"){
validate21.errors = [{instancePath:instancePath+"/features/" + i0,schemaPath:"#/properties/features/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs12 === errors;
if(!valid2){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/features",schemaPath:"#/properties/features/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs10 === errors;
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
else {
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://github.com/tapset/tapset/blob/main/schemas/doctor-report.schema.json" */;
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
if((((((((((data.version === undefined) && (missing0 = "version")) || ((data.tapset === undefined) && (missing0 = "tapset"))) || ((data.kernel === undefined) && (missing0 = "kernel"))) || ((data.privilege === undefined) && (missing0 = "privilege"))) || ((data.tapsets === undefined) && (missing0 = "tapsets"))) || ((data.features === undefined) && (missing0 = "features"))) || ((data.settings === undefined) && (missing0 = "settings"))) || ((data.verdict === undefined) && (missing0 = "verdict"))) || ((data.status === undefined) && (missing0 = "status"))){
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
if(data.version !== undefined){
const _errs2 = errors;
if(1 !== data.version){
validate20.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tapset !== undefined){
const _errs3 = errors;
if(typeof data.tapset !== "string"){
validate20.errors = [{instancePath:instancePath+"/tapset",schemaPath:"#/properties/tapset/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.kernel !== undefined){
let data2 = data.kernel;
const _errs5 = errors;
if(errors === _errs5){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if((((((data2.release === undefined) && (missing1 = "release")) || ((data2.arch === undefined) && (missing1 = "arch"))) || ((data2.lockdown === undefined) && (missing1 = "lockdown"))) || ((data2.btfBytes === undefined) && (missing1 = "btfBytes"))) || ((data2.moduleBtfs === undefined) && (missing1 = "moduleBtfs"))){
validate20.errors = [{instancePath:instancePath+"/kernel",schemaPath:"#/properties/kernel/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs7 = errors;
for(const key1 in data2){
if(!(((((key1 === "release") || (key1 === "arch")) || (key1 === "lockdown")) || (key1 === "btfBytes")) || (key1 === "moduleBtfs"))){
validate20.errors = [{instancePath:instancePath+"/kernel",schemaPath:"#/properties/kernel/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs7 === errors){
if(data2.release !== undefined){
const _errs8 = errors;
if(typeof data2.release !== "string"){
validate20.errors = [{instancePath:instancePath+"/kernel/release",schemaPath:"#/properties/kernel/properties/release/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs8 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.arch !== undefined){
const _errs10 = errors;
if(typeof data2.arch !== "string"){
validate20.errors = [{instancePath:instancePath+"/kernel/arch",schemaPath:"#/properties/kernel/properties/arch/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs10 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.lockdown !== undefined){
let data5 = data2.lockdown;
const _errs12 = errors;
if(!((((data5 === "none") || (data5 === "integrity")) || (data5 === "confidentiality")) || (data5 === null))){
validate20.errors = [{instancePath:instancePath+"/kernel/lockdown",schemaPath:"#/properties/kernel/properties/lockdown/enum",keyword:"enum",params:{allowedValues: schema31.properties.kernel.properties.lockdown.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs12 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.btfBytes !== undefined){
let data6 = data2.btfBytes;
const _errs13 = errors;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (data6 !== null)){
validate20.errors = [{instancePath:instancePath+"/kernel/btfBytes",schemaPath:"#/properties/kernel/properties/btfBytes/type",keyword:"type",params:{type: schema31.properties.kernel.properties.btfBytes.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs13){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
validate20.errors = [{instancePath:instancePath+"/kernel/btfBytes",schemaPath:"#/properties/kernel/properties/btfBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs13 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.moduleBtfs !== undefined){
let data7 = data2.moduleBtfs;
const _errs15 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
validate20.errors = [{instancePath:instancePath+"/kernel/moduleBtfs",schemaPath:"#/properties/kernel/properties/moduleBtfs/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs15){
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
validate20.errors = [{instancePath:instancePath+"/kernel/moduleBtfs",schemaPath:"#/properties/kernel/properties/moduleBtfs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
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
}
}
else {
validate20.errors = [{instancePath:instancePath+"/kernel",schemaPath:"#/properties/kernel/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.privilege !== undefined){
let data8 = data.privilege;
const _errs17 = errors;
if(errors === _errs17){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
let missing2;
if((((data8.uid === undefined) && (missing2 = "uid")) || ((data8.capabilities === undefined) && (missing2 = "capabilities"))) || ((data8.canTrace === undefined) && (missing2 = "canTrace"))){
validate20.errors = [{instancePath:instancePath+"/privilege",schemaPath:"#/properties/privilege/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs19 = errors;
for(const key2 in data8){
if(!(((key2 === "uid") || (key2 === "capabilities")) || (key2 === "canTrace"))){
validate20.errors = [{instancePath:instancePath+"/privilege",schemaPath:"#/properties/privilege/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs19 === errors){
if(data8.uid !== undefined){
let data9 = data8.uid;
const _errs20 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate20.errors = [{instancePath:instancePath+"/privilege/uid",schemaPath:"#/properties/privilege/properties/uid/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs20 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data8.capabilities !== undefined){
let data10 = data8.capabilities;
const _errs22 = errors;
if(errors === _errs22){
if(Array.isArray(data10)){
var valid3 = true;
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
const _errs24 = errors;
if(errors === _errs24){
if(typeof data11 === "string"){
if(!pattern4.test(data11)){
validate20.errors = [{instancePath:instancePath+"/privilege/capabilities/" + i0,schemaPath:"#/properties/privilege/properties/capabilities/items/pattern",keyword:"pattern",params:{pattern: "^CAP_"},message:"must match pattern \""+"^CAP_"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/privilege/capabilities/" + i0,schemaPath:"#/properties/privilege/properties/capabilities/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs24 === errors;
if(!valid3){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/privilege/capabilities",schemaPath:"#/properties/privilege/properties/capabilities/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid2 = _errs22 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data8.canTrace !== undefined){
const _errs26 = errors;
if(typeof data8.canTrace !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/privilege/canTrace",schemaPath:"#/properties/privilege/properties/canTrace/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid2 = _errs26 === errors;
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
validate20.errors = [{instancePath:instancePath+"/privilege",schemaPath:"#/properties/privilege/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tapsets !== undefined){
let data13 = data.tapsets;
const _errs28 = errors;
if(errors === _errs28){
if(Array.isArray(data13)){
var valid4 = true;
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
let data14 = data13[i1];
const _errs30 = errors;
if(errors === _errs30){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing3;
if(((((((data14.name === undefined) && (missing3 = "name")) || ((data14.version === undefined) && (missing3 = "version"))) || ((data14.contract === undefined) && (missing3 = "contract"))) || ((data14.verdict === undefined) && (missing3 = "verdict"))) || ((data14.points === undefined) && (missing3 = "points"))) || ((data14.functions === undefined) && (missing3 = "functions"))){
validate20.errors = [{instancePath:instancePath+"/tapsets/" + i1,schemaPath:"#/properties/tapsets/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs32 = errors;
for(const key3 in data14){
if(!((((((key3 === "name") || (key3 === "version")) || (key3 === "contract")) || (key3 === "verdict")) || (key3 === "points")) || (key3 === "functions"))){
validate20.errors = [{instancePath:instancePath+"/tapsets/" + i1,schemaPath:"#/properties/tapsets/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs32 === errors){
if(data14.name !== undefined){
const _errs33 = errors;
if(typeof data14.name !== "string"){
validate20.errors = [{instancePath:instancePath+"/tapsets/" + i1+"/name",schemaPath:"#/properties/tapsets/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs33 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data14.version !== undefined){
const _errs35 = errors;
if(typeof data14.version !== "string"){
validate20.errors = [{instancePath:instancePath+"/tapsets/" + i1+"/version",schemaPath:"#/properties/tapsets/items/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs35 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data14.contract !== undefined){
let data17 = data14.contract;
const _errs37 = errors;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
validate20.errors = [{instancePath:instancePath+"/tapsets/" + i1+"/contract",schemaPath:"#/properties/tapsets/items/properties/contract/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid5 = _errs37 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data14.verdict !== undefined){
let data18 = data14.verdict;
const _errs39 = errors;
if(!((((data18 === "yes") || (data18 === "partly")) || (data18 === "no")) || (data18 === "unknown"))){
validate20.errors = [{instancePath:instancePath+"/tapsets/" + i1+"/verdict",schemaPath:"#/properties/tapsets/items/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema31.properties.tapsets.items.properties.verdict.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs39 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data14.points !== undefined){
let data19 = data14.points;
const _errs40 = errors;
if(errors === _errs40){
if(Array.isArray(data19)){
var valid6 = true;
const len2 = data19.length;
for(let i2=0; i2<len2; i2++){
const _errs42 = errors;
if(!(validate21(data19[i2], {instancePath:instancePath+"/tapsets/" + i1+"/points/" + i2,parentData:data19,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid6 = _errs42 === errors;
if(!valid6){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/tapsets/" + i1+"/points",schemaPath:"#/properties/tapsets/items/properties/points/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs40 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data14.functions !== undefined){
let data21 = data14.functions;
const _errs43 = errors;
if(errors === _errs43){
if(Array.isArray(data21)){
var valid7 = true;
const len3 = data21.length;
for(let i3=0; i3<len3; i3++){
const _errs45 = errors;
if(!(validate21(data21[i3], {instancePath:instancePath+"/tapsets/" + i1+"/functions/" + i3,parentData:data21,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid7 = _errs45 === errors;
if(!valid7){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/tapsets/" + i1+"/functions",schemaPath:"#/properties/tapsets/items/properties/functions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs43 === errors;
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
}
else {
validate20.errors = [{instancePath:instancePath+"/tapsets/" + i1,schemaPath:"#/properties/tapsets/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid4 = _errs30 === errors;
if(!valid4){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/tapsets",schemaPath:"#/properties/tapsets/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.problem !== undefined){
const _errs46 = errors;
if(typeof data.problem !== "string"){
validate20.errors = [{instancePath:instancePath+"/problem",schemaPath:"#/properties/problem/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.features !== undefined){
let data24 = data.features;
const _errs48 = errors;
if(errors === _errs48){
if(Array.isArray(data24)){
var valid8 = true;
const len4 = data24.length;
for(let i4=0; i4<len4; i4++){
let data25 = data24[i4];
const _errs50 = errors;
if(errors === _errs50){
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
let missing4;
if(((((((((data25.name === undefined) && (missing4 = "name")) || ((data25.group === undefined) && (missing4 = "group"))) || ((data25.title === undefined) && (missing4 = "title"))) || ((data25.since === undefined) && (missing4 = "since"))) || ((data25.serves === undefined) && (missing4 = "serves"))) || ((data25.neededBy === undefined) && (missing4 = "neededBy"))) || ((data25.verdict === undefined) && (missing4 = "verdict"))) || ((data25.reason === undefined) && (missing4 = "reason"))){
validate20.errors = [{instancePath:instancePath+"/features/" + i4,schemaPath:"#/properties/features/items/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs52 = errors;
for(const key4 in data25){
if(!(func1.call(schema31.properties.features.items.properties, key4))){
validate20.errors = [{instancePath:instancePath+"/features/" + i4,schemaPath:"#/properties/features/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs52 === errors){
if(data25.name !== undefined){
const _errs53 = errors;
if(typeof data25.name !== "string"){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/name",schemaPath:"#/properties/features/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs53 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data25.group !== undefined){
const _errs55 = errors;
if(typeof data25.group !== "string"){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/group",schemaPath:"#/properties/features/items/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs55 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data25.title !== undefined){
const _errs57 = errors;
if(typeof data25.title !== "string"){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/title",schemaPath:"#/properties/features/items/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs57 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data25.since !== undefined){
const _errs59 = errors;
if(typeof data25.since !== "string"){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/since",schemaPath:"#/properties/features/items/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs59 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data25.serves !== undefined){
const _errs61 = errors;
if(typeof data25.serves !== "string"){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/serves",schemaPath:"#/properties/features/items/properties/serves/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs61 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data25.neededBy !== undefined){
let data31 = data25.neededBy;
const _errs63 = errors;
if(errors === _errs63){
if(Array.isArray(data31)){
var valid10 = true;
const len5 = data31.length;
for(let i5=0; i5<len5; i5++){
const _errs65 = errors;
if(typeof data31[i5] !== "string"){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/neededBy/" + i5,schemaPath:"#/properties/features/items/properties/neededBy/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs65 === errors;
if(!valid10){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/neededBy",schemaPath:"#/properties/features/items/properties/neededBy/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid9 = _errs63 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data25.verdict !== undefined){
let data33 = data25.verdict;
const _errs67 = errors;
if(!(((data33 === "yes") || (data33 === "no")) || (data33 === "unknown"))){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/verdict",schemaPath:"#/$defs/verdict/enum",keyword:"enum",params:{allowedValues: schema33.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid9 = _errs67 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data25.reason !== undefined){
const _errs69 = errors;
if(typeof data25.reason !== "string"){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/reason",schemaPath:"#/properties/features/items/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs69 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data25.wayOut !== undefined){
const _errs71 = errors;
if(typeof data25.wayOut !== "string"){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/wayOut",schemaPath:"#/properties/features/items/properties/wayOut/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs71 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data25.instead !== undefined){
let data36 = data25.instead;
const _errs73 = errors;
if(errors === _errs73){
if(Array.isArray(data36)){
var valid12 = true;
const len6 = data36.length;
for(let i6=0; i6<len6; i6++){
const _errs75 = errors;
if(typeof data36[i6] !== "string"){
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/instead/" + i6,schemaPath:"#/properties/features/items/properties/instead/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid12 = _errs75 === errors;
if(!valid12){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/features/" + i4+"/instead",schemaPath:"#/properties/features/items/properties/instead/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid9 = _errs73 === errors;
}
else {
var valid9 = true;
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
validate20.errors = [{instancePath:instancePath+"/features/" + i4,schemaPath:"#/properties/features/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid8 = _errs50 === errors;
if(!valid8){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/features",schemaPath:"#/properties/features/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs48 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.settings !== undefined){
let data38 = data.settings;
const _errs77 = errors;
if(errors === _errs77){
if(Array.isArray(data38)){
var valid13 = true;
const len7 = data38.length;
for(let i7=0; i7<len7; i7++){
let data39 = data38[i7];
const _errs79 = errors;
if(errors === _errs79){
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
let missing5;
if(((((data39.name === undefined) && (missing5 = "name")) || ((data39.value === undefined) && (missing5 = "value"))) || ((data39.verdict === undefined) && (missing5 = "verdict"))) || ((data39.meaning === undefined) && (missing5 = "meaning"))){
validate20.errors = [{instancePath:instancePath+"/settings/" + i7,schemaPath:"#/properties/settings/items/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs81 = errors;
for(const key5 in data39){
if(!(((((key5 === "name") || (key5 === "value")) || (key5 === "verdict")) || (key5 === "meaning")) || (key5 === "wayOut"))){
validate20.errors = [{instancePath:instancePath+"/settings/" + i7,schemaPath:"#/properties/settings/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs81 === errors){
if(data39.name !== undefined){
const _errs82 = errors;
if(typeof data39.name !== "string"){
validate20.errors = [{instancePath:instancePath+"/settings/" + i7+"/name",schemaPath:"#/properties/settings/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs82 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data39.value !== undefined){
const _errs84 = errors;
if(typeof data39.value !== "string"){
validate20.errors = [{instancePath:instancePath+"/settings/" + i7+"/value",schemaPath:"#/properties/settings/items/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs84 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data39.verdict !== undefined){
let data42 = data39.verdict;
const _errs86 = errors;
if(!((data42 === "ok") || (data42 === "hinders"))){
validate20.errors = [{instancePath:instancePath+"/settings/" + i7+"/verdict",schemaPath:"#/properties/settings/items/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema31.properties.settings.items.properties.verdict.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid14 = _errs86 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data39.meaning !== undefined){
const _errs87 = errors;
if(typeof data39.meaning !== "string"){
validate20.errors = [{instancePath:instancePath+"/settings/" + i7+"/meaning",schemaPath:"#/properties/settings/items/properties/meaning/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs87 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data39.wayOut !== undefined){
const _errs89 = errors;
if(typeof data39.wayOut !== "string"){
validate20.errors = [{instancePath:instancePath+"/settings/" + i7+"/wayOut",schemaPath:"#/properties/settings/items/properties/wayOut/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs89 === errors;
}
else {
var valid14 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/settings/" + i7,schemaPath:"#/properties/settings/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid13 = _errs79 === errors;
if(!valid13){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/settings",schemaPath:"#/properties/settings/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs77 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.verdict !== undefined){
const _errs91 = errors;
if(typeof data.verdict !== "string"){
validate20.errors = [{instancePath:instancePath+"/verdict",schemaPath:"#/properties/verdict/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs91 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.status !== undefined){
let data46 = data.status;
const _errs93 = errors;
if(!(((data46 === 0) || (data46 === 1)) || (data46 === 3))){
validate20.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: schema31.properties.status.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs93 === errors;
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
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
