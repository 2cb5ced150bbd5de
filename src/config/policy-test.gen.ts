// Written by `npm run gen`. Do not edit.
// @ts-nocheck
"use strict";

export default validate10;
const schema11 = {"type":"object","additionalProperties":false,"required":["apiVersion","tests"],"properties":{"apiVersion":{"enum":["gatewright.io/v1"]},"kind":{"type":"string"},"metadata":{"type":"object"},"files":{"type":"array","items":{"type":"string"}},"objects":{"type":"array","items":{"type":"object","required":["apiVersion","kind","metadata"],"properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"type":"object"}}}},"tests":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["name","expect"],"anyOf":[{"required":["object"]},{"required":["oldObject"]}],"properties":{"name":{"type":"string"},"operation":{"enum":["CREATE","UPDATE","DELETE","CONNECT"]},"user":{"type":"object","additionalProperties":false,"properties":{"username":{"type":"string"},"uid":{"type":"string"},"groups":{"type":"array","items":{"type":"string"}},"extra":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"}}}}},"object":{"type":"object","required":["apiVersion","kind","metadata"],"properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"type":"object"}}},"oldObject":{"type":"object","required":["apiVersion","kind","metadata"],"properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"type":"object"}}},"objects":{"type":"array","items":{"type":"object","required":["apiVersion","kind","metadata"],"properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"type":"object"}}}},"expect":{"type":"object","additionalProperties":false,"required":["allowed"],"properties":{"allowed":{"type":"boolean"},"message":{"type":"string"},"warnings":{"type":"array","items":{"type":"string"}},"object":{"type":"object"}}}}}}}};

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},message:"must have required property '"+"apiVersion"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.tests === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tests"},message:"must have required property '"+"tests"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "files")) || (key0 === "objects")) || (key0 === "tests"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data0 = data.apiVersion;
if(!(data0 === "gatewright.io/v1")){
const err3 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/enum",keyword:"enum",params:{allowedValues: schema11.properties.apiVersion.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.apiVersion.enum,parentSchema:schema11.properties.apiVersion,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.kind.type,parentSchema:schema11.properties.kind,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.metadata !== undefined){
let data2 = data.metadata;
if(!(data2 && typeof data2 == "object" && !Array.isArray(data2))){
const err5 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.metadata.type,parentSchema:schema11.properties.metadata,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.files !== undefined){
let data3 = data.files;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 !== "string"){
const err6 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/properties/files/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.files.items.type,parentSchema:schema11.properties.files.items,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.files.type,parentSchema:schema11.properties.files,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.objects !== undefined){
let data5 = data.objects;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.apiVersion === undefined){
const err8 = {instancePath:instancePath+"/objects/" + i1,schemaPath:"#/properties/objects/items/required",keyword:"required",params:{missingProperty: "apiVersion"},message:"must have required property '"+"apiVersion"+"'",schema:schema11.properties.objects.items.required,parentSchema:schema11.properties.objects.items,data:data6};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data6.kind === undefined){
const err9 = {instancePath:instancePath+"/objects/" + i1,schemaPath:"#/properties/objects/items/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema11.properties.objects.items.required,parentSchema:schema11.properties.objects.items,data:data6};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data6.metadata === undefined){
const err10 = {instancePath:instancePath+"/objects/" + i1,schemaPath:"#/properties/objects/items/required",keyword:"required",params:{missingProperty: "metadata"},message:"must have required property '"+"metadata"+"'",schema:schema11.properties.objects.items.required,parentSchema:schema11.properties.objects.items,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data6.apiVersion !== undefined){
let data7 = data6.apiVersion;
if(typeof data7 !== "string"){
const err11 = {instancePath:instancePath+"/objects/" + i1+"/apiVersion",schemaPath:"#/properties/objects/items/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.objects.items.properties.apiVersion.type,parentSchema:schema11.properties.objects.items.properties.apiVersion,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data6.kind !== undefined){
let data8 = data6.kind;
if(typeof data8 !== "string"){
const err12 = {instancePath:instancePath+"/objects/" + i1+"/kind",schemaPath:"#/properties/objects/items/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.objects.items.properties.kind.type,parentSchema:schema11.properties.objects.items.properties.kind,data:data8};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data6.metadata !== undefined){
let data9 = data6.metadata;
if(!(data9 && typeof data9 == "object" && !Array.isArray(data9))){
const err13 = {instancePath:instancePath+"/objects/" + i1+"/metadata",schemaPath:"#/properties/objects/items/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.objects.items.properties.metadata.type,parentSchema:schema11.properties.objects.items.properties.metadata,data:data9};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/objects/" + i1,schemaPath:"#/properties/objects/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.objects.items.type,parentSchema:schema11.properties.objects.items,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/objects",schemaPath:"#/properties/objects/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.objects.type,parentSchema:schema11.properties.objects,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.tests !== undefined){
let data10 = data.tests;
if(Array.isArray(data10)){
if(data10.length < 1){
const err16 = {instancePath:instancePath+"/tests",schemaPath:"#/properties/tests/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.tests,data:data10};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len2 = data10.length;
for(let i2=0; i2<len2; i2++){
let data11 = data10[i2];
const _errs25 = errors;
let valid8 = false;
const _errs26 = errors;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.object === undefined){
const err17 = {instancePath:instancePath+"/tests/" + i2,schemaPath:"#/properties/tests/items/anyOf/0/required",keyword:"required",params:{missingProperty: "object"},message:"must have required property '"+"object"+"'",schema:schema11.properties.tests.items.anyOf[0].required,parentSchema:schema11.properties.tests.items.anyOf[0],data:data11};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
var _valid0 = _errs26 === errors;
valid8 = valid8 || _valid0;
if(!valid8){
const _errs27 = errors;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.oldObject === undefined){
const err18 = {instancePath:instancePath+"/tests/" + i2,schemaPath:"#/properties/tests/items/anyOf/1/required",keyword:"required",params:{missingProperty: "oldObject"},message:"must have required property '"+"oldObject"+"'",schema:schema11.properties.tests.items.anyOf[1].required,parentSchema:schema11.properties.tests.items.anyOf[1],data:data11};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
var _valid0 = _errs27 === errors;
valid8 = valid8 || _valid0;
}
if(!valid8){
const err19 = {instancePath:instancePath+"/tests/" + i2,schemaPath:"#/properties/tests/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema11.properties.tests.items.anyOf,parentSchema:schema11.properties.tests.items,data:data11};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
else {
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
}
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.name === undefined){
const err20 = {instancePath:instancePath+"/tests/" + i2,schemaPath:"#/properties/tests/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.properties.tests.items.required,parentSchema:schema11.properties.tests.items,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data11.expect === undefined){
const err21 = {instancePath:instancePath+"/tests/" + i2,schemaPath:"#/properties/tests/items/required",keyword:"required",params:{missingProperty: "expect"},message:"must have required property '"+"expect"+"'",schema:schema11.properties.tests.items.required,parentSchema:schema11.properties.tests.items,data:data11};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key1 in data11){
if(!(((((((key1 === "name") || (key1 === "operation")) || (key1 === "user")) || (key1 === "object")) || (key1 === "oldObject")) || (key1 === "objects")) || (key1 === "expect"))){
const err22 = {instancePath:instancePath+"/tests/" + i2,schemaPath:"#/properties/tests/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.tests.items,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data11.name !== undefined){
let data12 = data11.name;
if(typeof data12 !== "string"){
const err23 = {instancePath:instancePath+"/tests/" + i2+"/name",schemaPath:"#/properties/tests/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.name.type,parentSchema:schema11.properties.tests.items.properties.name,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data11.operation !== undefined){
let data13 = data11.operation;
if(!((((data13 === "CREATE") || (data13 === "UPDATE")) || (data13 === "DELETE")) || (data13 === "CONNECT"))){
const err24 = {instancePath:instancePath+"/tests/" + i2+"/operation",schemaPath:"#/properties/tests/items/properties/operation/enum",keyword:"enum",params:{allowedValues: schema11.properties.tests.items.properties.operation.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.tests.items.properties.operation.enum,parentSchema:schema11.properties.tests.items.properties.operation,data:data13};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data11.user !== undefined){
let data14 = data11.user;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key2 in data14){
if(!((((key2 === "username") || (key2 === "uid")) || (key2 === "groups")) || (key2 === "extra"))){
const err25 = {instancePath:instancePath+"/tests/" + i2+"/user",schemaPath:"#/properties/tests/items/properties/user/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.tests.items.properties.user,data:data14};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data14.username !== undefined){
let data15 = data14.username;
if(typeof data15 !== "string"){
const err26 = {instancePath:instancePath+"/tests/" + i2+"/user/username",schemaPath:"#/properties/tests/items/properties/user/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.user.properties.username.type,parentSchema:schema11.properties.tests.items.properties.user.properties.username,data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data14.uid !== undefined){
let data16 = data14.uid;
if(typeof data16 !== "string"){
const err27 = {instancePath:instancePath+"/tests/" + i2+"/user/uid",schemaPath:"#/properties/tests/items/properties/user/properties/uid/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.user.properties.uid.type,parentSchema:schema11.properties.tests.items.properties.user.properties.uid,data:data16};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data14.groups !== undefined){
let data17 = data14.groups;
if(Array.isArray(data17)){
const len3 = data17.length;
for(let i3=0; i3<len3; i3++){
let data18 = data17[i3];
if(typeof data18 !== "string"){
const err28 = {instancePath:instancePath+"/tests/" + i2+"/user/groups/" + i3,schemaPath:"#/properties/tests/items/properties/user/properties/groups/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.user.properties.groups.items.type,parentSchema:schema11.properties.tests.items.properties.user.properties.groups.items,data:data18};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/tests/" + i2+"/user/groups",schemaPath:"#/properties/tests/items/properties/user/properties/groups/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.tests.items.properties.user.properties.groups.type,parentSchema:schema11.properties.tests.items.properties.user.properties.groups,data:data17};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data14.extra !== undefined){
let data19 = data14.extra;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key3 in data19){
let data20 = data19[key3];
if(Array.isArray(data20)){
const len4 = data20.length;
for(let i4=0; i4<len4; i4++){
let data21 = data20[i4];
if(typeof data21 !== "string"){
const err30 = {instancePath:instancePath+"/tests/" + i2+"/user/extra/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i4,schemaPath:"#/properties/tests/items/properties/user/properties/extra/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.user.properties.extra.additionalProperties.items.type,parentSchema:schema11.properties.tests.items.properties.user.properties.extra.additionalProperties.items,data:data21};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/tests/" + i2+"/user/extra/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tests/items/properties/user/properties/extra/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.tests.items.properties.user.properties.extra.additionalProperties.type,parentSchema:schema11.properties.tests.items.properties.user.properties.extra.additionalProperties,data:data20};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/tests/" + i2+"/user/extra",schemaPath:"#/properties/tests/items/properties/user/properties/extra/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.user.properties.extra.type,parentSchema:schema11.properties.tests.items.properties.user.properties.extra,data:data19};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/tests/" + i2+"/user",schemaPath:"#/properties/tests/items/properties/user/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.user.type,parentSchema:schema11.properties.tests.items.properties.user,data:data14};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data11.object !== undefined){
let data22 = data11.object;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.apiVersion === undefined){
const err34 = {instancePath:instancePath+"/tests/" + i2+"/object",schemaPath:"#/properties/tests/items/properties/object/required",keyword:"required",params:{missingProperty: "apiVersion"},message:"must have required property '"+"apiVersion"+"'",schema:schema11.properties.tests.items.properties.object.required,parentSchema:schema11.properties.tests.items.properties.object,data:data22};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data22.kind === undefined){
const err35 = {instancePath:instancePath+"/tests/" + i2+"/object",schemaPath:"#/properties/tests/items/properties/object/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema11.properties.tests.items.properties.object.required,parentSchema:schema11.properties.tests.items.properties.object,data:data22};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data22.metadata === undefined){
const err36 = {instancePath:instancePath+"/tests/" + i2+"/object",schemaPath:"#/properties/tests/items/properties/object/required",keyword:"required",params:{missingProperty: "metadata"},message:"must have required property '"+"metadata"+"'",schema:schema11.properties.tests.items.properties.object.required,parentSchema:schema11.properties.tests.items.properties.object,data:data22};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data22.apiVersion !== undefined){
let data23 = data22.apiVersion;
if(typeof data23 !== "string"){
const err37 = {instancePath:instancePath+"/tests/" + i2+"/object/apiVersion",schemaPath:"#/properties/tests/items/properties/object/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.object.properties.apiVersion.type,parentSchema:schema11.properties.tests.items.properties.object.properties.apiVersion,data:data23};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data22.kind !== undefined){
let data24 = data22.kind;
if(typeof data24 !== "string"){
const err38 = {instancePath:instancePath+"/tests/" + i2+"/object/kind",schemaPath:"#/properties/tests/items/properties/object/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.object.properties.kind.type,parentSchema:schema11.properties.tests.items.properties.object.properties.kind,data:data24};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data22.metadata !== undefined){
let data25 = data22.metadata;
if(!(data25 && typeof data25 == "object" && !Array.isArray(data25))){
const err39 = {instancePath:instancePath+"/tests/" + i2+"/object/metadata",schemaPath:"#/properties/tests/items/properties/object/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.object.properties.metadata.type,parentSchema:schema11.properties.tests.items.properties.object.properties.metadata,data:data25};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/tests/" + i2+"/object",schemaPath:"#/properties/tests/items/properties/object/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.object.type,parentSchema:schema11.properties.tests.items.properties.object,data:data22};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data11.oldObject !== undefined){
let data26 = data11.oldObject;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.apiVersion === undefined){
const err41 = {instancePath:instancePath+"/tests/" + i2+"/oldObject",schemaPath:"#/properties/tests/items/properties/oldObject/required",keyword:"required",params:{missingProperty: "apiVersion"},message:"must have required property '"+"apiVersion"+"'",schema:schema11.properties.tests.items.properties.oldObject.required,parentSchema:schema11.properties.tests.items.properties.oldObject,data:data26};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data26.kind === undefined){
const err42 = {instancePath:instancePath+"/tests/" + i2+"/oldObject",schemaPath:"#/properties/tests/items/properties/oldObject/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema11.properties.tests.items.properties.oldObject.required,parentSchema:schema11.properties.tests.items.properties.oldObject,data:data26};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data26.metadata === undefined){
const err43 = {instancePath:instancePath+"/tests/" + i2+"/oldObject",schemaPath:"#/properties/tests/items/properties/oldObject/required",keyword:"required",params:{missingProperty: "metadata"},message:"must have required property '"+"metadata"+"'",schema:schema11.properties.tests.items.properties.oldObject.required,parentSchema:schema11.properties.tests.items.properties.oldObject,data:data26};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data26.apiVersion !== undefined){
let data27 = data26.apiVersion;
if(typeof data27 !== "string"){
const err44 = {instancePath:instancePath+"/tests/" + i2+"/oldObject/apiVersion",schemaPath:"#/properties/tests/items/properties/oldObject/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.oldObject.properties.apiVersion.type,parentSchema:schema11.properties.tests.items.properties.oldObject.properties.apiVersion,data:data27};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data26.kind !== undefined){
let data28 = data26.kind;
if(typeof data28 !== "string"){
const err45 = {instancePath:instancePath+"/tests/" + i2+"/oldObject/kind",schemaPath:"#/properties/tests/items/properties/oldObject/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.oldObject.properties.kind.type,parentSchema:schema11.properties.tests.items.properties.oldObject.properties.kind,data:data28};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data26.metadata !== undefined){
let data29 = data26.metadata;
if(!(data29 && typeof data29 == "object" && !Array.isArray(data29))){
const err46 = {instancePath:instancePath+"/tests/" + i2+"/oldObject/metadata",schemaPath:"#/properties/tests/items/properties/oldObject/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.oldObject.properties.metadata.type,parentSchema:schema11.properties.tests.items.properties.oldObject.properties.metadata,data:data29};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/tests/" + i2+"/oldObject",schemaPath:"#/properties/tests/items/properties/oldObject/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.oldObject.type,parentSchema:schema11.properties.tests.items.properties.oldObject,data:data26};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data11.objects !== undefined){
let data30 = data11.objects;
if(Array.isArray(data30)){
const len5 = data30.length;
for(let i5=0; i5<len5; i5++){
let data31 = data30[i5];
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.apiVersion === undefined){
const err48 = {instancePath:instancePath+"/tests/" + i2+"/objects/" + i5,schemaPath:"#/properties/tests/items/properties/objects/items/required",keyword:"required",params:{missingProperty: "apiVersion"},message:"must have required property '"+"apiVersion"+"'",schema:schema11.properties.tests.items.properties.objects.items.required,parentSchema:schema11.properties.tests.items.properties.objects.items,data:data31};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data31.kind === undefined){
const err49 = {instancePath:instancePath+"/tests/" + i2+"/objects/" + i5,schemaPath:"#/properties/tests/items/properties/objects/items/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema11.properties.tests.items.properties.objects.items.required,parentSchema:schema11.properties.tests.items.properties.objects.items,data:data31};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data31.metadata === undefined){
const err50 = {instancePath:instancePath+"/tests/" + i2+"/objects/" + i5,schemaPath:"#/properties/tests/items/properties/objects/items/required",keyword:"required",params:{missingProperty: "metadata"},message:"must have required property '"+"metadata"+"'",schema:schema11.properties.tests.items.properties.objects.items.required,parentSchema:schema11.properties.tests.items.properties.objects.items,data:data31};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data31.apiVersion !== undefined){
let data32 = data31.apiVersion;
if(typeof data32 !== "string"){
const err51 = {instancePath:instancePath+"/tests/" + i2+"/objects/" + i5+"/apiVersion",schemaPath:"#/properties/tests/items/properties/objects/items/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.objects.items.properties.apiVersion.type,parentSchema:schema11.properties.tests.items.properties.objects.items.properties.apiVersion,data:data32};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data31.kind !== undefined){
let data33 = data31.kind;
if(typeof data33 !== "string"){
const err52 = {instancePath:instancePath+"/tests/" + i2+"/objects/" + i5+"/kind",schemaPath:"#/properties/tests/items/properties/objects/items/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.objects.items.properties.kind.type,parentSchema:schema11.properties.tests.items.properties.objects.items.properties.kind,data:data33};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data31.metadata !== undefined){
let data34 = data31.metadata;
if(!(data34 && typeof data34 == "object" && !Array.isArray(data34))){
const err53 = {instancePath:instancePath+"/tests/" + i2+"/objects/" + i5+"/metadata",schemaPath:"#/properties/tests/items/properties/objects/items/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.objects.items.properties.metadata.type,parentSchema:schema11.properties.tests.items.properties.objects.items.properties.metadata,data:data34};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/tests/" + i2+"/objects/" + i5,schemaPath:"#/properties/tests/items/properties/objects/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.objects.items.type,parentSchema:schema11.properties.tests.items.properties.objects.items,data:data31};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/tests/" + i2+"/objects",schemaPath:"#/properties/tests/items/properties/objects/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.tests.items.properties.objects.type,parentSchema:schema11.properties.tests.items.properties.objects,data:data30};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data11.expect !== undefined){
let data35 = data11.expect;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
if(data35.allowed === undefined){
const err56 = {instancePath:instancePath+"/tests/" + i2+"/expect",schemaPath:"#/properties/tests/items/properties/expect/required",keyword:"required",params:{missingProperty: "allowed"},message:"must have required property '"+"allowed"+"'",schema:schema11.properties.tests.items.properties.expect.required,parentSchema:schema11.properties.tests.items.properties.expect,data:data35};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
for(const key4 in data35){
if(!((((key4 === "allowed") || (key4 === "message")) || (key4 === "warnings")) || (key4 === "object"))){
const err57 = {instancePath:instancePath+"/tests/" + i2+"/expect",schemaPath:"#/properties/tests/items/properties/expect/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.tests.items.properties.expect,data:data35};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data35.allowed !== undefined){
let data36 = data35.allowed;
if(typeof data36 !== "boolean"){
const err58 = {instancePath:instancePath+"/tests/" + i2+"/expect/allowed",schemaPath:"#/properties/tests/items/properties/expect/properties/allowed/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.tests.items.properties.expect.properties.allowed.type,parentSchema:schema11.properties.tests.items.properties.expect.properties.allowed,data:data36};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data35.message !== undefined){
let data37 = data35.message;
if(typeof data37 !== "string"){
const err59 = {instancePath:instancePath+"/tests/" + i2+"/expect/message",schemaPath:"#/properties/tests/items/properties/expect/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.expect.properties.message.type,parentSchema:schema11.properties.tests.items.properties.expect.properties.message,data:data37};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data35.warnings !== undefined){
let data38 = data35.warnings;
if(Array.isArray(data38)){
const len6 = data38.length;
for(let i6=0; i6<len6; i6++){
let data39 = data38[i6];
if(typeof data39 !== "string"){
const err60 = {instancePath:instancePath+"/tests/" + i2+"/expect/warnings/" + i6,schemaPath:"#/properties/tests/items/properties/expect/properties/warnings/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.expect.properties.warnings.items.type,parentSchema:schema11.properties.tests.items.properties.expect.properties.warnings.items,data:data39};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/tests/" + i2+"/expect/warnings",schemaPath:"#/properties/tests/items/properties/expect/properties/warnings/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.tests.items.properties.expect.properties.warnings.type,parentSchema:schema11.properties.tests.items.properties.expect.properties.warnings,data:data38};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data35.object !== undefined){
let data40 = data35.object;
if(!(data40 && typeof data40 == "object" && !Array.isArray(data40))){
const err62 = {instancePath:instancePath+"/tests/" + i2+"/expect/object",schemaPath:"#/properties/tests/items/properties/expect/properties/object/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.expect.properties.object.type,parentSchema:schema11.properties.tests.items.properties.expect.properties.object,data:data40};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/tests/" + i2+"/expect",schemaPath:"#/properties/tests/items/properties/expect/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.expect.type,parentSchema:schema11.properties.tests.items.properties.expect,data:data35};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/tests/" + i2,schemaPath:"#/properties/tests/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.type,parentSchema:schema11.properties.tests.items,data:data11};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/tests",schemaPath:"#/properties/tests/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.tests.type,parentSchema:schema11.properties.tests,data:data10};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
