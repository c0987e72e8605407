program Sync;

{ A complete ERP client in Delphi (10.4 and newer), with nothing but its own units.

    set KARTOTEKA_SERVER=http://localhost:8080
    set KARTOTEKA_KEY=kt_...
    Sync contractors.json work

  Each batch is written into the folder first, as the request that it will be, with its request id; the
  file is deleted once the server has answered. A run that is cut off is simply run again. }

{$APPTYPE CONSOLE}

uses
  System.Classes, System.Generics.Collections, System.IOUtils, System.JSON, System.Math, System.Net.HttpClient, System.Net.URLClient, System.SysUtils;

const
  Attempts = 8;
  LongestWait = 30000;
  MaxRecords = 500;
  MaxBytes = 3500000; { the server takes 4 MiB }

{ Returns the object in the text, and nil for the page of a proxy. }
function ParseObject(const Text: string): TJSONObject;
var
  Value: TJSONValue;
begin
  Value := TJSONObject.ParseJSONValue(Text);
  if Value is TJSONObject then
    Exit(TJSONObject(Value));
  Value.Free;
  Result := nil;
end;

function ReasonOf(Problem: TJSONObject): string;
var
  Details: TJSONArray;
  Detail: TJSONValue;
begin
  Result := '';
  if Problem.TryGetValue<TJSONArray>('details', Details) then
    for Detail in Details do
      if Detail.GetValue<string>('type', '').EndsWith('ErrorInfo') then
        Exit(Detail.GetValue<string>('debug.reason', ''));
end;

{ The table "When to repeat" of docs/erp.md. Why is for a person. }
function MaySucceedLater(Status: Integer; const Body: string; out Why: string): Boolean;
var
  Problem: TJSONObject;
  Code, Reason: string;
begin
  Problem := ParseObject(Body);
  try
    if (Problem = nil) or not Problem.TryGetValue<string>('code', Code) then
    begin
      Why := Format('HTTP %d: the answer is not JSON', [Status]);
      Exit((Status = 429) or (Status = 502) or (Status = 503) or (Status = 504)); { a proxy answered }
    end;
    Reason := ReasonOf(Problem);
    Why := Format('HTTP %d %s: %s', [Status, Reason, Problem.GetValue<string>('message', '')]);
  finally
    Problem.Free;
  end;
  if Code = 'aborted' then
    Result := Reason <> 'BATCH_REJECTED'
  else
    Result := (Code = 'unavailable') or (Code = 'deadline_exceeded') or (Reason = 'RATE_LIMITED');
end;

procedure Rest(Attempt, AskedSeconds: Integer);
var
  First, Wait: Integer;
begin
  First := StrToIntDef(GetEnvironmentVariable('KARTOTEKA_WAIT_MS'), 500);
  Wait := Round(Min(First * Power(2, Attempt), LongestWait) * (0.5 + Random / 2));
  TThread.Sleep(Max(Wait, Min(AskedSeconds, LongestWait div 1000) * 1000));
end;

{ Calls until it is answered. Only what may succeed later is sent again, and always the same. }
function Call(const Method, Body: string): TJSONObject;
var
  Http: THTTPClient;
  Content: TStringStream;
  Answer: IHTTPResponse;
  Attempt, Asked: Integer;
  Text, Why: string;
begin
  Http := THTTPClient.Create;
  try
    Http.ResponseTimeout := 45000;
    Http.HandleRedirects := False; { another server must not get the key }
    Http.CustomHeaders['Authorization'] := 'Bearer ' + GetEnvironmentVariable('KARTOTEKA_KEY');
    Http.CustomHeaders['Content-Type'] := 'application/json';
    for Attempt := 0 to Attempts - 1 do
    begin
      Asked := 0;
      Content := TStringStream.Create(Body, TEncoding.UTF8);
      try
        try
          Answer := Http.Post(GetEnvironmentVariable('KARTOTEKA_SERVER') + '/kartoteka.v1.ContractorSyncService/' + Method, Content);
          Text := Answer.ContentAsString(TEncoding.UTF8);
          if Answer.StatusCode = 200 then
          begin
            Result := ParseObject(Text);
            if Result <> nil then
              Exit;
          end;
          if not MaySucceedLater(Answer.StatusCode, Text, Why) then
            raise Exception.Create(Method + ': ' + Why);
          Asked := StrToIntDef(Answer.HeaderValue['Retry-After'], 0); { a date counts as none }
        except
          on ENetHTTPClientException do
            ; { nobody knows whether it arrived }
        end;
      finally
        Content.Free;
      end;
      if Attempt < Attempts - 1 then
        Rest(Attempt, Asked);
    end;
    raise Exception.Create(Method + ': the server does not answer; run again later');
  finally
    Http.Free;
  end;
end;

{ A name appears only once its file is whole. }
procedure WriteBatch(Contractors: TStrings; const Folder: string; Number: Integer);
var
  Id: TGUID;
  Draft, Request: string;
begin
  CreateGUID(Id);
  Request := '{"requestId":"' + GUIDToString(Id).Trim(['{', '}']).ToLower + '","contractors":['
    + string.Join(',', Contractors.ToStringArray) + ']}';
  Draft := TPath.Combine(Folder, 'draft');
  TFile.WriteAllBytes(Draft, TEncoding.UTF8.GetBytes(Request));
  TFile.Move(Draft, TPath.Combine(Folder, Format('batch-%.6d.json', [Number])));
end;

{ Makes batches that are within both limits. }
procedure Prepare(const Source, Folder: string);
var
  All: TJSONObject;
  Contractor: TJSONValue;
  Batch: TStringList;
  Text: string;
  Size, Length, Number: Integer;
begin
  All := TJSONObject.ParseJSONValue(TFile.ReadAllText(Source, TEncoding.UTF8)) as TJSONObject;
  Batch := TStringList.Create;
  try
    Size := 0;
    Number := 0;
    for Contractor in All.GetValue<TJSONArray>('contractors') do
    begin
      Text := Contractor.ToJSON;
      Length := TEncoding.UTF8.GetByteCount(Text) + 1; { with the comma }
      if (Batch.Count > 0) and ((Batch.Count = MaxRecords) or (Size + Length > MaxBytes)) then
      begin
        WriteBatch(Batch, Folder, Number);
        Inc(Number);
        Batch.Clear;
        Size := 0;
      end;
      Batch.Add(Text);
      Inc(Size, Length);
    end;
    if Batch.Count > 0 then
      WriteBatch(Batch, Folder, Number);
  finally
    Batch.Free;
    All.Free;
  end;
end;

procedure Report(Answer: TJSONObject);
var
  Outcome, Line: TJSONValue;
  Lines: TJSONArray;
  Id: string;
begin
  for Outcome in Answer.GetValue<TJSONArray>('results') do
  begin
    Id := Outcome.GetValue<string>('externalId');
    if Outcome.TryGetValue<TJSONArray>('fieldViolations', Lines) then
      for Line in Lines do
        Writeln(Id, ': ', Line.GetValue<string>('field'), ': ', Line.GetValue<string>('reason'));
    if Outcome.TryGetValue<TJSONArray>('warnings', Lines) then
      for Line in Lines do
        Writeln(Id, ': warning: ', Line.Value);
  end;
  Writeln('pushed ', Answer.GetValue('summary').ToJSON);
end;

{ Returns the batches in their order. }
function Batches(const Folder: string): TArray<string>;
begin
  Result := TDirectory.GetFiles(Folder, 'batch-*.json');
  TArray.Sort<string>(Result);
end;

procedure Push(const Source, Folder: string);
var
  Batch: string;
  Answer: TJSONObject;
begin
  if System.Length(Batches(Folder)) = 0 then
    Prepare(Source, Folder);
  for Batch in Batches(Folder) do
  begin
    Answer := Call('PushContractors', TFile.ReadAllText(Batch, TEncoding.UTF8));
    try
      Report(Answer);
    finally
      Answer.Free;
    end;
    TFile.Delete(Batch);
  end;
end;

{ The cursor is kept after the changes: some may come twice. }
procedure Pull(const Kept: string);
var
  Cursor: string;
  More: Boolean;
  Page: TJSONObject;
  Change: TJSONValue;
begin
  Cursor := '';
  if TFile.Exists(Kept) then
    Cursor := TFile.ReadAllText(Kept);
  repeat
    Page := Call('PullChanges', '{"limit":500,"cursor":"' + Cursor + '"}');
    try
      for Change in Page.GetValue<TJSONArray>('changes') do
        Writeln('changed ', Change.GetValue<string>('customerId'));
      Cursor := Page.GetValue<string>('nextCursor');
      More := Page.GetValue<Boolean>('hasMore');
    finally
      Page.Free;
    end;
    TFile.WriteAllText(Kept, Cursor);
    Call('AckChanges', '{"consumer":"erp","cursor":"' + Cursor + '"}').Free;
  until not More;
end;

begin
  Randomize;
  try
    TDirectory.CreateDirectory(ParamStr(2));
    Push(ParamStr(1), ParamStr(2));
    Pull(TPath.Combine(ParamStr(2), 'cursor'));
  except
    on Failed: Exception do
    begin
      Writeln(ErrOutput, Failed.Message);
      ExitCode := 1;
    end;
  end;
end.
